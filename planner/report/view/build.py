"""All the values a document template sees, by name."""

from __future__ import annotations

import msgspec

from planner.model.catalogue import title_of
from planner.report.material import INTERNAL, Material
from planner.report.section import DocumentTemplate
from planner.report.view.appendix import appendix
from planner.report.view.budget import budget
from planner.report.view.decision import decided
from planner.report.view.environment import environment
from planner.report.view.finding import chapters
from planner.report.view.goal import goals
from planner.report.view.internal import notes
from planner.report.view.outlook import dates, whole_budget
from planner.report.view.overview import overview
from planner.report.view.owned import owned
from planner.report.view.people import people
from planner.report.view.proof import proof
from planner.report.view.schedule import schedule
from planner.report.view.start import first_days

NAMES = (
    "appendix", "budget", "chapters", "dates", "decided", "environment", "fingerprint", "first_days", "front",
    "goals", "notes", "overview", "owned", "people", "proof", "schedule", "whole", "words",
)  # fmt: skip
"""The names a template may use, as `values` fills them; the document adds ``fingerprint``."""


class Front(msgspec.Struct, frozen=True, kw_only=True):
    """What stands on top of a document."""

    title: str
    client: str
    contact: str
    industry: str
    people: int | None
    consultant: str
    provider: str
    today: str
    """ISO date."""
    internal: bool
    """Whether it is the internal document."""
    currency: str


def values(material: Material, spec: DocumentTemplate) -> dict[str, object]:
    """Return the names a template may use.

    Args:
        material: Already redacted for its audience.
        spec: The document template.

    Returns:
        ``front`` (`Front`), ``words`` (the template's own lists of words), ``overview``, ``owned`` (work over some years), ``goals``,
        ``environment``, ``proof`` (None without computers), ``chapters`` (findings by domain), ``schedule``,
        ``budget``, ``decided``, ``first_days``, ``people``, ``appendix``, ``whole`` (the whole IT budget) and ``dates``
        (those that will not wait), each None when there is nothing to say, and ``notes``, which is None for
        the client.
    """
    client = material.plan.client
    return {
        "front": Front(
            title=spec.title,
            client=client.name,
            contact=client.contact,
            industry=title_of(material.catalogue.vocabulary.industries, client.industry),
            people=client.people,
            consultant=client.consultant,
            provider=client.provider,
            today=material.today.isoformat(),
            internal=material.audience == INTERNAL,
            currency=client.currency,
        ),
        "words": spec.words,
        "overview": overview(material),
        "owned": owned(material),
        "goals": goals(material),
        "environment": environment(material, spec),
        "proof": proof(material, spec),
        "chapters": chapters(material, spec),
        "schedule": schedule(material),
        "budget": budget(material),
        "decided": decided(material),
        "first_days": first_days(material),
        "people": people(material),
        "appendix": appendix(material, spec),
        "whole": whole_budget(material),
        "dates": dates(material),
        "notes": notes(material),
    }
