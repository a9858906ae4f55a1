"""Running document templates: sandboxed, strict, and escaping whatever they print."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache, partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from planner.model.error import PlannerError
from planner.report.markdown import Markdown, cell, escape
from planner.writing import Formatter

if TYPE_CHECKING:
    from jinja2.sandbox import ImmutableSandboxedEnvironment

_ISO = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")


class Engine:
    """Renders the templates of one document.

    Every ``{{ expression }}`` is escaped, so that client text is literal; what a macro or a
    ``set`` block made is Markdown already and is not escaped again. There is no ``safe`` filter.
    An undefined name is an error, and a template reaches nothing but the values it is given.
    """

    def __init__(self, folders: Sequence[Path], locale: str, currency: str, dates: str = "") -> None:
        """Prepare the template engine.

        Args:
            folders: Where templates are looked for, in this order.
            locale: How figures are written.
            currency: ISO 4217 code of the plan's money.
            dates: How dates are written, where that is another locale.

        Raises:
            PlannerError: There is no such locale.
        """
        try:
            self._environment = _environment(tuple(folders), locale, dates or locale, currency)
        except ValueError as error:
            raise PlannerError(f"{error}; correct `locale` in the document template.") from None

    def render(self, file: str, values: dict[str, object]) -> str:
        """Return the text of one template.

        Raises:
            PlannerError: The template is missing or wrong; the message names its file and line.
        """
        from jinja2.exceptions import SecurityError, TemplateNotFound, TemplateSyntaxError

        try:
            return self._environment.get_template(file).render(values)
        except TemplateNotFound as error:
            raise PlannerError(
                f"The document template needs the file {error.name}, which is in none of its folders. "
                "Add the file or take its section out of document.toml."
            ) from None
        except TemplateSyntaxError as error:
            place = error.filename or error.name or file
            raise PlannerError(
                f"{place}, line {error.lineno}: {_said(error)}. Correct the template."
            ) from None
        except SecurityError as error:
            raise PlannerError(
                f"{_place(error, file)}: {_said(error)}. Templates may not reach inside Python; remove that."
            ) from None
        except UnicodeDecodeError:
            raise PlannerError(f"{file} is not UTF-8 text. Save the template as UTF-8.") from None
        except Exception as error:
            # A template is a small program of somebody else's: whatever it trips over is its
            # author's to mend, and the user gets the place instead of a traceback.
            raise PlannerError(f"{_place(error, file)}: {_said(error)}. Correct the template.") from error

    def flaw(self, file: str, names: Iterable[str]) -> str:
        """Return what would stop a template from being rendered, found without rendering it.

        Args:
            file: The template; one that is missing has no flaw.
            names: The names it may use.

        Returns:
            The fault with its line where that is known; empty when there is none.
        """
        from jinja2 import meta, nodes
        from jinja2.exceptions import TemplateNotFound, TemplateSyntaxError

        environment = self._environment
        try:
            environment.get_template(file)
            assert environment.loader is not None  # it is made with one
            parsed = environment.parse(environment.loader.get_source(environment, file)[0])
        except TemplateNotFound:
            return ""
        except TemplateSyntaxError as error:
            return f"line {error.lineno}: {_said(error)}"
        except (OSError, UnicodeDecodeError, RecursionError) as error:
            return f"it cannot be read ({error})"
        # Inside a condition Jinja looks for these only when it gets there.
        for kind, there in ((nodes.Filter, environment.filters), (nodes.Test, environment.tests)):
            for used in parsed.find_all(kind):
                if used.name not in there:
                    return f"line {used.lineno}: No {kind.__name__.lower()} named {used.name!r}"
        known = sorted({*names})
        unknown = sorted(meta.find_undeclared_variables(parsed) - {*known, *environment.globals})
        if not unknown:
            return ""
        return f"{', '.join(f'`{name}`' for name in unknown)} is unknown here; known are {', '.join(known)}"


def listing(values: Iterable[object], word: str = "and") -> str:
    """Return ``a, b and c``."""
    texts = [str(value) for value in values]
    if len(texts) < 2:
        return "".join(texts)
    return f"{', '.join(texts[:-1])} {word} {texts[-1]}"


def ended(text: object) -> str:
    """Return a sentence with one full stop, unless it ends in another mark already."""
    said = str(text).rstrip()
    return said if said.endswith((".", "!", "?", "\u2026")) else f"{said}."


def _dated(days: Formatter, text: object) -> str:
    """Return a text with the ISO dates in it written as people write them."""
    return _ISO.sub(lambda found: days.day(found[0]), str(text))


@lru_cache(maxsize=8)
def _environment(
    folders: tuple[Path, ...], locale: str, dates: str, currency: str
) -> ImmutableSandboxedEnvironment:
    from jinja2 import FileSystemLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    # HTML escaping would be the wrong kind: `finalize` escapes for Markdown instead.
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader([str(folder) for folder in folders]),
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )
    # Macros and `set` blocks are joined by this function. Their parts were escaped one by one.
    environment.concat = _concat  # type: ignore[method-assign]  # the class has the plain join of str here
    figures = Formatter(locale, currency)
    days = Formatter(dates, currency)
    environment.filters.pop("safe")
    environment.filters.update(
        money=figures.money,
        price=figures.price,
        number=figures.number,
        percent=figures.percent,
        day=days.day,
        dated=partial(_dated, days),
        ended=ended,
        listing=listing,
        cell=cell,
    )
    return environment


def _concat(parts: Iterable[str]) -> Markdown:
    return Markdown("".join(parts))


def _finalize(value: object) -> object:
    from jinja2 import Undefined

    # Undefined is left to raise its own error, which knows the missing name.
    if isinstance(value, Markdown | Undefined):
        return value
    return "" if value is None else escape(str(value))


def _said(error: Exception) -> str:
    # A syntax error's text repeats the place; its message does not.
    return str(getattr(error, "message", None) or error).rstrip(".")


def _place(error: BaseException, file: str) -> str:
    """Return the template's file, with its folder, and the line in which an error arose."""
    place = file
    trace: TracebackType | None = error.__traceback__
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if name.endswith(".j2"):
            place = f"{name}, line {trace.tb_lineno}"
        trace = trace.tb_next
    return place
