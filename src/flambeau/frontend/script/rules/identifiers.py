"""``uuid.uuid4`` and UUIDs of texts: ``stdlib/identifiers.py``."""

from __future__ import annotations

import uuid

from ....stdlib import identifiers
from . import FUNCTIONS, calls

FUNCTIONS[uuid.uuid4] = calls(identifiers.uuid4)
FUNCTIONS[uuid.UUID] = calls(identifiers.Identifier)
