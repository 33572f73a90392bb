"""``warnings.catch_warnings`` in the language itself; the compiler keeps the filters."""

from __future__ import annotations

from typing import Any


def filters() -> Any:
    """Whether warnings are ignored now. The compiler has a rule for it."""


def set_filters(quiet: Any) -> None:
    """Ignores warnings or not. The compiler has a rule for it."""


class CatchWarnings:
    def __init__(self) -> None:
        self.before: Any = None

    def __enter__(self) -> None:
        self.before = filters()

    def __exit__(self, *raised: Any) -> None:
        set_filters(self.before)
