"""The table of records, which is searched in every field and not only in the columns shown."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from planner.model.fact import Value
from planner.model.inventory import Item
from planner.tui.widgets.table import Table


class Register(Table[Item]):
    """Records of one kind."""

    hidden_fields: frozenset[str] = frozenset()
    """Ids of fields that must not be searched: what is hidden must not be found either."""
    labels: Mapping[str, Mapping[str, str]] = MappingProxyType({})
    """Field to how its values are read: what is shown is what is found."""

    @property
    def total(self) -> int:
        """Number of records, also of those the search hides."""
        return len(self._rows)

    @property
    def has_filter(self) -> bool:
        """Whether something is searched for."""
        return bool(self._filter)

    def _text(self, index: int) -> str:
        """Return what the search looks at: label and values, choices as they are read."""
        known = self._haystack.get(index)
        if known is None:
            item, hidden = self._rows[index], self.hidden_fields
            words = [item.label]
            words += [
                _searched(f.value, self.labels.get(key)) for key, f in item.facts.items() if key not in hidden
            ]
            known = "\n".join(words).casefold()
            self._haystack[index] = known
        return known


def _searched(value: Value, labels: Mapping[str, str] | None) -> str:
    if isinstance(value, str):
        return labels.get(value, value) if labels else value
    if isinstance(value, bool) or value is None:
        return ""
    return " ".join(value) if isinstance(value, tuple) else str(value)
