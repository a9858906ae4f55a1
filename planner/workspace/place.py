"""Where saved plans live."""

from __future__ import annotations

import os
from pathlib import Path


def default_store() -> Path:
    """Return ``$PLANNER_STORE`` when it is set, else the user's data folder for the planner."""
    named = os.environ.get("PLANNER_STORE", "").strip()
    if named:
        return Path(named).expanduser()
    import platformdirs

    return Path(platformdirs.user_data_dir("planner", appauthor=False)) / "plans"
