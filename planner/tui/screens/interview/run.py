"""One run through the questions of a meeting: which were asked, which comes next, when it is over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from planner.model.catalogue import InterviewPath
from planner.model.finding import Assessment, Score


@dataclass(slots=True)
class Run:
    """A way through the questions, at most as many as fit the meeting.

    The trail holds the questions in the order they came up; the place in it moves back and forth.
    A new question is the one that would narrow the score's band most and has not come up yet.
    """

    path: InterviewPath
    began: Score
    """The score before the first question."""
    domain: str = ""
    """Only questions of this domain come up; empty for all."""
    trail: list[str] = field(default_factory=list)
    at: int = 0
    """Place in the trail; its length when the run is over."""
    said: set[str] = field(default_factory=set)
    """Answered in this run, also with "unknown"."""
    visits: int = 0
    """Questions that were asked for by name: they do not use up the path."""

    @property
    def current(self) -> str:
        """Id of the standard that is asked; empty when the run is over."""
        return self.trail[self.at] if self.at < len(self.trail) else ""

    def waiting(self, assessment: Assessment) -> Iterator[str]:
        """Yield the open standards that have not come up, the most telling first."""
        known = set(self.trail)
        for result in assessment.next_questions():
            if result.standard not in known and (not self.domain or result.domain == self.domain):
                yield result.standard

    def passed_over(self, assessment: Assessment) -> tuple[str, ...]:
        """Return what came up, was left without an answer and is still open."""
        return tuple(key for key in self.trail if self._is_open(key, assessment))

    def total(self, assessment: Assessment) -> int:
        """Return how many questions the run has: those that came up and those that still will."""
        room = max(self.path.questions + self.visits - len(self.trail), 0)
        return len(self.trail) + min(room, sum(1 for _ in self.waiting(assessment)))

    def minutes_left(self, assessment: Assessment) -> int:
        """Return the minutes for what is left, at the path's own pace."""
        left = self.total(assessment) - sum(1 for key in self.trail if key in self.said)
        return round(left * self.path.minutes / max(self.path.questions, 1))

    def onward(self, assessment: Assessment) -> None:
        """Go on after an answer: to the next open question, a new one, one passed over, or the end."""
        later = range(self.at + 1, len(self.trail))
        ahead = next((i for i in later if self._is_open(self.trail[i], assessment)), None)
        if ahead is not None:
            self.at = ahead
        elif self._grow(assessment):
            self.at = len(self.trail) - 1
        else:
            left = (i for i, key in enumerate(self.trail) if self._is_open(key, assessment))
            self.at = next(left, len(self.trail))

    def forward(self, assessment: Assessment) -> None:
        """Go to the next question without an answer; after the last one comes the end."""
        if self.at + 1 >= len(self.trail) and self.at <= len(self.trail):
            self._grow(assessment)
        self.at = min(self.at + 1, len(self.trail))

    def back(self) -> None:
        """Go to the question before."""
        self.at = max(self.at - 1, 0)

    def visit(self, standard: str) -> None:
        """Go to a standard that was asked for by name."""
        if standard in self.trail:
            self.at = self.trail.index(standard)
            return
        self.at = min(self.at + 1, len(self.trail))
        self.trail.insert(self.at, standard)
        self.visits += 1

    def begin(self, assessment: Assessment) -> None:
        """Bring up the first question."""
        self.at = 0
        if not self.trail:
            self._grow(assessment)

    def _is_open(self, standard: str, assessment: Assessment) -> bool:
        result = assessment.results.get(standard)
        return standard not in self.said and result is not None and result.doubt > 0

    def _grow(self, assessment: Assessment) -> bool:
        found = next(self.waiting(assessment), None)
        if found is None or len(self.trail) >= self.path.questions + self.visits:
            return False
        self.trail.append(found)
        return True
