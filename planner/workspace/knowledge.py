"""The templates, read when they are first needed and kept for the run."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from planner.model.budget_rule import BudgetRules
from planner.model.catalogue import Catalogue
from planner.model.lifecycle import Lifecycle
from planner.model.problem import Problem

if TYPE_CHECKING:
    from planner.intake import Mask
    from planner.model.import_map import ImportMap
    from planner.model.secret import SecretPattern


class Knowledge:
    """Everything read from the template folders, lazily: Home must not wait for it."""

    def __init__(self, folders: Sequence[Path] | None = None) -> None:
        """Remember where to look.

        Args:
            folders: Template folders, later ones override earlier ones; None for the shipped one
                and the firm's.
        """
        self._folders = None if folders is None else tuple(folders)

    @cached_property
    def folders(self) -> tuple[Path, ...]:
        """The template folders in use."""
        from planner.standards import template_folders

        return template_folders() if self._folders is None else self._folders

    @cached_property
    def catalogue(self) -> Catalogue:
        """Standards, initiatives, prices, vocabulary."""
        from planner.standards import load_catalogue

        return load_catalogue(self.folders)

    @cached_property
    def _lifecycle(self) -> tuple[Lifecycle, tuple[Problem, ...]]:
        from planner.standards import load_lifecycle

        return load_lifecycle(self.folders)

    @property
    def lifecycle(self) -> Lifecycle:
        """Ends of support."""
        return self._lifecycle[0]

    @cached_property
    def _budget_rules(self) -> tuple[BudgetRules, tuple[Problem, ...]]:
        from planner.standards import load_budget_rules

        return load_budget_rules(self.folders)

    @property
    def budget_rules(self) -> BudgetRules:
        """What a budget and a timeline look for."""
        return self._budget_rules[0]

    @cached_property
    def _import_maps(self) -> tuple[dict[str, ImportMap], tuple[Problem, ...]]:
        from planner.standards import load_import_maps

        return load_import_maps(self.folders)

    @property
    def import_maps(self) -> dict[str, ImportMap]:
        """Formats that can be imported, by id."""
        return self._import_maps[0]

    @cached_property
    def _secrets(self) -> tuple[tuple[SecretPattern, ...], tuple[Problem, ...]]:
        from planner.standards import load_secrets

        return load_secrets(self.folders)

    @property
    def secrets(self) -> tuple[SecretPattern, ...]:
        """How secrets in texts are told."""
        return self._secrets[0]

    @cached_property
    def mask(self) -> Mask:
        """Takes secrets out of texts."""
        from planner.intake import Mask

        return Mask(self.secrets)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What was wrong with the template files read so far."""
        parts = (
            self.catalogue.problems, self._lifecycle[1], self._budget_rules[1], self._import_maps[1],
            self._secrets[1],
        )  # fmt: skip
        return tuple(problem for part in parts for problem in part)
