"""What a ``json.JSONDecodeError`` of the runtime tells, taken from its message:

Expecting value: line 1 column 5 (char 4)
"""

from __future__ import annotations


def msg(message: str) -> str:
    return message[: message.rindex(": line ")]


def pos(message: str) -> int:
    return int(message[message.rindex("(char ") + len("(char ") : -1])


def lineno(message: str) -> int:
    return int(message[message.rindex(": line ") :].split()[2])


def colno(message: str) -> int:
    return int(message[message.rindex(": line ") :].split()[4])
