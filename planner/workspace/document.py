"""The verbs about the document: look at it, arrange it, write it to a file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace as changed

from planner.model.plan import Plan
from planner.model.settings import DocumentSettings
from planner.workspace.outlook import OutlookVerbs

if TYPE_CHECKING:
    from planner.report import Material, Part, Section
    from planner.store import Target


class DocumentVerbs(OutlookVerbs):
    """What can be done with the document of an open plan."""

    def documents(self) -> dict[str, str]:
        """Return the documents that can be written: id of the template to its title."""
        from planner.report import documents

        return documents(self.knowledge.folders)

    def sections(self, template: str = "roadmap") -> tuple[Section, ...]:
        """Return the sections a document template has, in its own order."""
        from planner.report import sections

        return sections(template, self.knowledge.folders)

    def document(self, audience: str = "client", template: str = "roadmap") -> str:
        """Return the document as Markdown.

        Args:
            audience: ``client`` or ``internal``.
            template: Id of the document template.
        """
        from planner.report import compose

        return compose(self._material(audience), template=template, folders=self.knowledge.folders)

    def parts(self, audience: str = "client", template: str = "roadmap") -> tuple[Part, ...]:
        """Return the document piece by piece: the front, then each section with something to say.

        Args:
            audience: ``client`` or ``internal``.
            template: Id of the document template.
        """
        from planner.report import parts

        return parts(self._material(audience), template=template, folders=self.knowledge.folders)

    def _material(self, audience: str) -> Material:
        from planner.report import Material

        outlook, waits = self.outlook(audience), self.waits(audience=audience)
        return Material(
            plan=self._plan,
            catalogue=self.catalogue,
            inventory=self.inventory,
            assessment=self.assessment,
            roadmap=self.roadmap,
            today=self.today,
            audience=audience,
            budget=outlook.budget,
            timeline=outlook.timeline,
            ownership=outlook.ownership,
            waiting=waits.each,
            lifetimes=waits.lifetimes,
        )

    def arrange(self, *, off: Sequence[str], order: Sequence[str], template: str = "roadmap") -> Plan:
        """Choose which sections of the document are left out and in which order the rest stands.

        Args:
            off: Ids of the sections left out.
            order: Ids in the wanted order.
            template: Id of the document template.
        """
        chosen = DocumentSettings(off=tuple(off), order=tuple(order))
        settings = self._plan.settings
        documents = {**settings.documents, template: chosen}
        plan = changed(self._plan, settings=changed(settings, documents=documents))
        return self._commit(plan, "the document's sections")

    def export_name(self, audience: str = "client", template: str = "roadmap") -> str:
        """Return what the exported document is called by itself."""
        suffix = "-internal" if audience == "internal" else ""
        return f"{self.slug}-{template}-{self.today.isoformat()}{suffix}.md"

    def export_target(self, path: Path, *, audience: str = "client", template: str = "roadmap") -> Target:
        """Look at the place the document would be written to; nothing is changed.

        Args:
            path: A file, or a folder for a file under its usual name.
            audience: ``client`` or ``internal``.
            template: Id of the document template.

        Raises:
            PlannerError: No document may be written there, not even on demand.
        """
        from planner.store import export_target

        return export_target(Path(path), self.export_name(audience, template), store=self._file.store)

    def export(
        self, path: Path, *, audience: str = "client", template: str = "roadmap", replace: bool = False
    ) -> Path:
        """Write the document to a file, or into a folder under its usual name, numbered if that is taken.

        Args:
            path: A file or a folder.
            audience: ``client`` or ``internal``.
            template: Id of the document template.
            replace: Replace a file that is there.

        Returns:
            The file that was written.

        Raises:
            PlannerError: The file cannot be written, is there already, or is no document's place.
        """
        from planner.store import write_document

        target = self.export_target(path, audience=audience, template=template)
        return write_document(target, self.document(audience, template), replace=replace)
