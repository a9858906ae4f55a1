"""Templates to catalogue: find, read, validate and override what the planner knows.

What belongs here: reading ``templates/`` into the model's structs and saying what is wrong with
a file. What does not: deciding what a standard's answer is worth, or reading a client's files.
"""

from planner.standards.folder import examples_folder, template_folders

__all__ = ["examples_folder", "template_folders"]
