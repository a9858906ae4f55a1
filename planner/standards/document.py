"""Where document templates lie, and whether they can be read; rendering is the report's work."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from planner.model.problem import Problem
from planner.standards.folder import in_order
from planner.standards.toml_file import Raw, Unreadable, read_text, read_toml

ROOM = "documents"
SPEC = "document.toml"
"""The file that lists a document's sections."""


def document_ids(folders: Sequence[Path] | None = None) -> tuple[str, ...]:
    """Return the ids of the document templates, in alphabetical order."""
    return tuple(sorted({path.parent.name for _, path in _specs(in_order(folders))}))


def document_folders(template_id: str, folders: Sequence[Path] | None = None) -> tuple[Path, ...]:
    """Return the folders in which a document's files are looked for, the firm's first."""
    if Path(template_id).name != template_id:
        return ()
    places = (folder / ROOM / template_id for folder in reversed(in_order(folders)))
    return tuple(place for place in places if place.is_dir())


def check_documents(folders: Sequence[Path]) -> list[Problem]:
    """Return what is wrong with the document templates: unreadable files and template syntax."""
    problems: list[Problem] = []
    for folder, path in _specs(folders):
        shown = _shown(path, folder)
        try:
            data = read_toml(path)
        except Unreadable as error:
            problems.append(Problem(file=shown, path="", message=str(error)))
        else:
            places = document_folders(path.parent.name, folders)
            problems += [Problem(file=shown, path=at, message=why) for at, why in _lost_files(data, places)]
    for folder in folders:
        problems.extend(
            Problem(file=_shown(path, folder), path=wrong[0], message=wrong[1])
            for path in sorted((folder / ROOM).glob("*/*.j2"))
            if (wrong := _template_flaw(path))
        )
    return problems


def _specs(folders: Sequence[Path]) -> Iterator[tuple[Path, Path]]:
    for folder in folders:
        yield from ((folder, path) for path in sorted((folder / ROOM).glob(f"*/{SPEC}")))


def _lost_files(data: dict[str, Raw], places: Sequence[Path]) -> Iterator[tuple[str, str]]:
    """Yield each section whose file is in none of the document's folders."""
    sections = data.get("section")
    for index, section in enumerate(sections if isinstance(sections, list) else ()):
        file = section.get("file") if isinstance(section, dict) else None
        if not isinstance(file, str) or not file:
            yield f"section[{index}]", "names no `file`; add the template of its text"
        elif not any((place / file).is_file() for place in places):
            yield f"section[{index}].file", f"{file} is not there; add it or take the section out"


def _template_flaw(path: Path) -> tuple[str, str] | None:
    """Return the line and the fault of a template, or None."""
    from jinja2 import Environment, TemplateSyntaxError

    try:
        # Only parsed, never rendered: nothing of the file runs and nothing is printed.
        Environment(autoescape=True).parse(read_text(path))
    except TemplateSyntaxError as error:
        return f"line {error.lineno}", f"{error.message}; correct the template"
    except RecursionError:
        return "", "nests too deeply; split the template"
    except Unreadable as error:
        return "", str(error)
    return None


def _shown(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix()
