"""Plain values for the document templates.

What belongs here: picking from a material what a document says and naming it. A material comes
here redacted, so everything in these values may be printed for its audience. What does not:
wording (templates), numbers as text (``planner.writing``), escaping.
"""

from __future__ import annotations

from planner.report.view.build import NAMES, values

__all__ = ["NAMES", "values"]
