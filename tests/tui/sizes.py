"""The sizes of terminal at which tests look at the screens."""

from __future__ import annotations

import pytest

SMALL = (80, 24)
WIDE = (120, 40)
BOTH = (SMALL, pytest.param(WIDE, marks=pytest.mark.campaign))
"""Every time the one that is harder to fit into; the campaigns look at the other one as well."""
