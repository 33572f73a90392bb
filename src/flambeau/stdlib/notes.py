"""``BaseException.add_note``, and the last lines of a traceback, in the language itself."""

from __future__ import annotations

from typing import Any


def add_note(error: Any, note: Any) -> None:
    if not isinstance(note, str):
        raise TypeError(f"note must be a str, not '{type(note).__name__}'")
    if hasattr(error, "__notes__"):
        error.__notes__.append(note)
    else:
        error.__notes__ = [note]


def lines(name: str, text: str, error: Any) -> list[str]:
    """``traceback.format_exception_only(error)`` of one whose class has this name, and which has this text."""
    found = [f"{name}: {text}\n" if text else f"{name}\n"]
    if hasattr(error, "__notes__"):
        for note in error.__notes__:
            found += [f"{line}\n" for line in note.split("\n")]
    return found
