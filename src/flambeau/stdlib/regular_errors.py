"""What a ``re.error`` of the runtime tells, taken from its message:

nothing to repeat at position 4 (line 2, column 1)
"""

from __future__ import annotations

from typing import Any

AT = " at position "


def msg(message: str) -> str:
    return message.rpartition(AT)[0] if AT in message else message


def pos(message: str) -> Any:
    return int(message.rpartition(AT)[2].split()[0]) if AT in message else None


def lineno(message: str) -> Any:
    if "(line " not in message.rpartition(AT)[2]:
        return 1 if AT in message else None
    return int(message.rpartition("(line ")[2].partition(",")[0])


def colno(message: str) -> Any:
    if "(line " not in message.rpartition(AT)[2]:
        return pos(message) + 1 if AT in message else None
    return int(message.rpartition(" column ")[2][:-1])
