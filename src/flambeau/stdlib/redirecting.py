"""``contextlib.redirect_stdout`` and ``redirect_stderr``: where ``print`` goes the compiler knows, on each path."""

from __future__ import annotations

from typing import Any


class RedirectOutput:
    def __init__(self, new_target: Any) -> None:
        self.target = new_target
        self.before: Any = None

    def __enter__(self) -> Any:
        self.before = output()
        set_output(self.target)
        return self.target

    def __exit__(self, *error: Any) -> None:
        set_output(self.before)


class RedirectErrors:
    def __init__(self, new_target: Any) -> None:
        self.target = new_target
        self.before: Any = None

    def __enter__(self) -> Any:
        self.before = errors()
        set_errors(self.target)
        return self.target

    def __exit__(self, *error: Any) -> None:
        set_errors(self.before)


def output() -> Any:
    """Where standard output goes, None for where it always does: `rules/output.py` knows."""


def set_output(target: Any) -> None:
    """Sets it."""


def errors() -> Any:
    """The same of standard error."""


def set_errors(target: Any) -> None:
    """Sets it."""
