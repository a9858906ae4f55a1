"""The planner: take stock of a client's IT, flag gaps, plan and price the work.

This package root holds the version and nothing else, so that importing any one
layer never pays for another.
"""

__version__ = "0.1.0"
