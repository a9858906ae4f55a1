from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEADLESS = (
    "writing",
    "model",
    "standards",
    "intake",
    "assess",
    "roadmap",
    "engagement",
    "report",
    "store",
    "workspace",
    "cli",
)
HEAVY = (
    "psutil",
    "jinja2",
    "babel",
    "python_calamine",
    "charset_normalizer",
    "markdown_it",
    "tinydb",
    "filelock",
)


def imported_by(statement: str) -> set[str]:
    """Return the top-level modules that a fresh interpreter holds after the statement."""
    code = f"{statement}\nimport sys\nprint(' '.join({{m.split('.')[0] for m in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def modules_of(package: str) -> list[str]:
    folder = ROOT / "planner" / package
    names = [p.relative_to(ROOT).with_suffix("") for p in sorted(folder.rglob("*.py"))]
    return [".".join(n.parts).removesuffix(".__init__") for n in names]


@pytest.mark.parametrize("package", HEADLESS)
def test_headless_packages_do_not_import_textual(package: str) -> None:
    # Every module, not only the package root: a static graph cannot see a deferred import.
    loaded = imported_by("\n".join(f"import {name}" for name in modules_of(package)))
    assert "textual" not in loaded
    assert "planner" in loaded


def test_the_model_imports_only_the_standard_library_and_msgspec() -> None:
    loaded = imported_by("\n".join(f"import {name}" for name in modules_of("model")))
    foreign = {m for m in loaded if m not in sys.stdlib_module_names and not m.startswith("_")}
    assert foreign <= {"planner", "msgspec", "typing_extensions", "sitecustomize", "editables"}


def test_heavy_parts_are_not_imported_at_start_up() -> None:
    loaded = imported_by("import planner.cli")
    assert not loaded & {*HEAVY, "textual", "rich"}


def test_the_screens_do_not_import_heavy_parts_at_start_up() -> None:
    loaded = imported_by("import planner.tui.app")
    assert "textual" in loaded
    assert not loaded & {"psutil", "jinja2", "babel", "python_calamine", "tinydb", "charset_normalizer"}


def test_the_import_contracts_hold() -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "from importlinter.cli import lint_imports_command; lint_imports_command()",
            "--no-cache",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_package_root_holds_the_version_and_nothing_else() -> None:
    names = {n for n in vars(__import__("planner")) if not n.startswith("__")}
    assert names <= set(HEADLESS) | {"tui"}  # submodules that other tests imported
