"""Plan, catalogue and inventory in; measurements, findings and the score band out.

What belongs here: how a standard is measured, judged, weighed and explained. What does not:
settling facts (``intake``), initiatives and money (``roadmap``), wording of the document
(``report``). Everything is a pure function of its arguments.
"""

from __future__ import annotations

from planner.assess.affected import affected
from planner.assess.judge import assess, judge
from planner.assess.measure import measure
from planner.assess.score import score
from planner.assess.tier import standards_in_scope, tiers_of, why_tiers
from planner.assess.why import Sighting, explain, sightings

__all__ = [
    "Sighting", "affected", "assess", "explain", "judge", "measure", "score", "sightings", "standards_in_scope",
    "tiers_of", "why_tiers",
]  # fmt: skip
