"""Who sits at the keyboard."""

from __future__ import annotations

import getpass
import os


def who_works() -> str:
    """Return ``$PLANNER_AUTHOR`` when it is set, else the full name the system knows, else the login."""
    named = os.environ.get("PLANNER_AUTHOR", "").strip()
    if named:
        return named
    try:
        login = getpass.getuser()
    except (KeyError, OSError):
        return "consultant"
    return _full_name(login) or login


def _full_name(login: str) -> str:
    try:
        import pwd  # there is none on Windows
    except ImportError:
        return ""
    try:
        # The first part of the comment field; some systems write & for the login in it.
        return pwd.getpwnam(login).pw_gecos.partition(",")[0].replace("&", login.capitalize()).strip()
    except KeyError:
        return ""
