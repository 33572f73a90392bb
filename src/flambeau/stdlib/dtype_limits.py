"""What ``torch.finfo`` and ``torch.iinfo`` give of a dtype that only the running program knows."""

from __future__ import annotations


class DtypeLimits:
    """One class for both, so that a function may give either: ``finfo(t) if t.is_floating_point else iinfo(t)``."""
