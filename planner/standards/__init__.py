"""Templates to catalogue: find, read, validate and override what the planner knows.

What belongs here: reading ``templates/`` into the model's structs and saying what is wrong with
a file. What does not: deciding what a standard's answer is worth, or reading a client's files.
"""

from planner.standards.budget import load_budget_rules
from planner.standards.catalogue import load_catalogue, load_import_maps
from planner.standards.check import check
from planner.standards.document import document_folders, document_ids
from planner.standards.folder import examples_folder, template_folders
from planner.standards.lifecycle import load_lifecycle
from planner.standards.secret import load_secrets

__all__ = [
    "check",
    "document_folders",
    "document_ids",
    "examples_folder",
    "load_budget_rules",
    "load_catalogue",
    "load_import_maps",
    "load_lifecycle",
    "load_secrets",
    "template_folders",
]
