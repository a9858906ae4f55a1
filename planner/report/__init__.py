"""The document: a plan and what follows from it, written as Markdown a client takes home.

What belongs here: choosing what an audience may see, turning results into plain values for the
document templates, figures as they are printed, escaping, running the templates. What does not:
deciding what is a gap, what it costs or when it happens (``assess``, ``roadmap``), and wording,
which stands in ``templates/documents``. The template engine and the locale data are loaded only
when a document is composed.
"""

from __future__ import annotations

from planner.report.check import check
from planner.report.document import Part, compose, parts
from planner.report.material import CLIENT, INTERNAL, Material
from planner.report.section import Section, documents, sections

__all__ = [
    "CLIENT", "INTERNAL", "Material", "Part", "Section", "check", "compose", "documents", "parts", "sections",
]  # fmt: skip
