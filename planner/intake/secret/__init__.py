"""Secrets in a client's files: taken out while reading, before anything is kept, shown or logged.

What belongs here: telling secrets in texts, headers and columns.
What does not: the patterns and word lists themselves (they stand in ``templates/secrets`` and
``templates/imports/common``).
"""

from planner.intake.secret.guard import Guard
from planner.intake.secret.mask import Mask, Masked

__all__ = ["Guard", "Mask", "Masked"]
