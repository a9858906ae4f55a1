"""The command line: one of the two doors to the workspace.

What belongs here: parsing of arguments, the shapes of the JSON documents that other programs
read, and plain tables for people. What does not: anything the screens need as well (that is
the workspace's) and any decision about a client.

Results go to standard output, everything else to standard error. The exit code is 0 when the
request was carried out, 1 when it failed, 2 when it was worded wrongly.
"""

from planner.cli.app import main

__all__ = ["main"]
