"""The store: plan files on disk, safe against crashes, second writers and full disks.

What belongs here: opening, locking, reading, writing, migrating and keeping copies of plan
files, the index the list of plans is shown from, and the one background writer. What does
not: deciding what goes into a plan, computing results, telling the user.

A store is one folder::

    acme-legal.json              the plan, a TinyDB file (see `planner.store.codec`)
    acme-legal.lock              held while somebody has the plan open for writing
    acme-legal.owner.json        who that is, in words for the second one
    acme-legal.damaged-2026-11-22-1.json    a file that could not be read, kept as it was
    history/acme-legal/2026-11-22T104205Z-r12.json     the plan as it was at that moment, at revision 12
    trash/acme-legal-2026-11-22/            a deleted plan with its history, for 90 days
    rescued/acme-legal-2026-11-22T104205.json          what could not be saved, written on the way out
    index.json  index.lock       what the list of plans shows; derived, can be deleted

Modules that need TinyDB or filelock import them where they are used, so that listing the
plans does not pay for opening one.
"""

from planner.store.atomic import check_folder
from planner.store.error import (
    PlanAltered,
    PlanChanged,
    PlanDamaged,
    PlanLocked,
    PlanMissing,
    PlanNewer,
    PlanOutdated,
    PlanReadOnly,
    PlanRefused,
    PlanUnsavable,
    StoreError,
    StoreFailed,
    StoreFull,
    StoreUnwritable,
    StoreVanished,
)
from planner.store.export import ExportExists, Occupant, Target, export_target, write_document
from planner.store.folder import Store
from planner.store.history import Backup
from planner.store.index import IndexEntry
from planner.store.planfile import PlanFile
from planner.store.rescue import rescued
from planner.store.thinning import RULE as _COPIES
from planner.store.trash import RULE as _TRASH
from planner.store.writer import SaveFailure, Writer

RETENTION = (_COPIES, _TRASH)
"""The rules by which copies and deleted plans go, in words."""

__all__ = [
    "RETENTION",
    "Backup",
    "ExportExists",
    "IndexEntry",
    "Occupant",
    "PlanAltered",
    "PlanChanged",
    "PlanDamaged",
    "PlanFile",
    "PlanLocked",
    "PlanMissing",
    "PlanNewer",
    "PlanOutdated",
    "PlanReadOnly",
    "PlanRefused",
    "PlanUnsavable",
    "SaveFailure",
    "Store",
    "StoreError",
    "StoreFailed",
    "StoreFull",
    "StoreUnwritable",
    "StoreVanished",
    "Target",
    "Writer",
    "check_folder",
    "export_target",
    "rescued",
    "write_document",
]
