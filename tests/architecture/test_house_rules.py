from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = sorted((ROOT / "planner").rglob("*.py"))
TEXTS = sorted(
    p
    for folder in ("planner", "templates", "tests")
    for p in (ROOT / folder).rglob("*")
    if p.suffix in {".py", ".toml", ".md", ".tcss", ".j2", ".csv"}
) + [ROOT / n for n in ("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "pyproject.toml")]
ALLOWED_TOP = {
    "pyproject.toml",
    "planner",
    "templates",
    "tests",
    "README.md",
    "LICENSE",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
}


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_modules_are_small_and_say_what_they_are(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(source)), "a module without a docstring"
    assert source.count("\n") <= 400, "look for the second thing inside"


def test_nothing_else_stands_at_the_top() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode != 0:
        pytest.skip("not a git checkout")
    tops = {line.split("/")[0] for line in listed.stdout.splitlines()}
    assert {t for t in tops if not t.startswith(".")} <= ALLOWED_TOP


@pytest.mark.parametrize("path", TEXTS, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_place_of_one_machine_is_named(path: Path) -> None:
    text = path.read_text(encoding="utf-8", errors="replace")
    # Put together here so that this file does not find itself.
    places = (
        "/wo" + "rk/",
        "/ro" + "ot/",
        "python" + "hosted",
        "pypi" + ".org/simple",
        "registry." + "npmjs",
    )
    assert not [p for p in places if p in text]


def test_select_blank_is_never_used() -> None:
    # Since Textual 8 it silently is False; Select.NULL is the one that works.
    assert not [p for p in MODULES if re.search(r"Select\.BLANK", p.read_text(encoding="utf-8"))]


def _calls(path: Path) -> set[str]:
    """Return the names of what a module calls, and of what its classes are derived from."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            found.add(ast.unparse(node.func))
        elif isinstance(node, ast.ClassDef):
            found.update(ast.unparse(base) for base in node.bases)
    return found


def test_only_the_public_names_of_intake_are_used_outside_it() -> None:
    deep = re.compile(r"planner\.intake\.")
    outside = [p for p in MODULES if p.relative_to(ROOT / "planner").parts[0] != "intake"]
    assert not [p for p in outside if deep.search(p.read_text(encoding="utf-8"))]


def test_fields_are_made_in_one_place() -> None:
    # Textual's own show what stands in them as it is: an escape sequence would reach the terminal.
    raw = re.compile(r"(?:\w+\.)*(?:Input|MaskedInput|TextArea)")
    wild = {p.relative_to(ROOT).as_posix() for p in MODULES if any(raw.fullmatch(c) for c in _calls(p))}
    assert wild == {"planner/tui/widgets/entry.py"}


def test_the_command_line_prints_in_one_place() -> None:
    printing = {
        "click.echo",
        "click.secho",
        "click.echo_via_pager",
        "print",
        "sys.stdout.write",
        "sys.stderr.write",
    }
    wild = {p.relative_to(ROOT).as_posix() for p in MODULES if _calls(p) & printing}
    assert wild == {"planner/cli/output.py"}
