"""``itertools.count``, ``io.StringIO`` and ``io.BytesIO``, which are written in C, in the language itself.

What they are made with before the program starts is found in ``objects.attributes_of``.
"""

from __future__ import annotations

import io
import itertools
from typing import Any


class Count:
    """A counter from outside, which goes on from call to call; one that the program makes is compiled into its loop."""

    stands_for = itertools.count
    known_as = "itertools:count"

    def __init__(self, start: Any = 0, step: Any = 1) -> None:
        self.at = start
        self.step = step

    def __iter__(self) -> Any:
        return self

    def __next__(self) -> Any:
        given = self.at
        self.at = given + self.step
        return given

    def __repr__(self) -> str:
        if isinstance(self.step, int) and self.step == 1:
            return f"count({self.at!r})"
        return f"count({self.at!r}, {self.step!r})"


class _Stream:
    """What streams of text and of bytes in memory have in common."""

    place: int
    closed: bool

    def _check(self) -> None:
        raise NotImplementedError

    def tell(self) -> int:
        self._check()
        return self.place

    def flush(self) -> None:
        self._check()

    def close(self) -> None:
        self.closed = True

    def __enter__(self) -> Any:
        self._check()
        return self

    def __exit__(self, *error: Any) -> None:
        self.close()


class StringIO(_Stream):
    stands_for = io.StringIO
    known_as = "_io:StringIO"

    def __init__(self, initial_value: Any = "", newline: Any = "\n") -> None:
        if newline != "\n" and newline != "":
            raise NotImplementedError("StringIO translates no ends of lines in a program")
        self.any_end = newline == ""  # a line may end with "\r" as well
        self.text = "" if initial_value is None else initial_value
        self.place = 0
        self.closed = False

    def _check(self) -> None:
        if self.closed:
            raise ValueError("I/O operation on closed file")

    def write(self, text: str) -> int:
        self._check()
        length = len(self.text)
        if self.place == length:
            self.text += text
        else:
            before = self.text[: self.place] + "\0" * (self.place - length)
            self.text = before + text + self.text[self.place + len(text) :]
        self.place += len(text)
        return len(text)

    def writelines(self, lines: Any) -> None:
        for line in lines:
            self.write(line)

    def getvalue(self) -> str:
        self._check()
        return self.text

    def read(self, size: Any = -1) -> str:
        self._check()
        end = len(self.text) if size is None or size < 0 else self.place + size
        found = self.text[self.place : end]
        self.place += len(found)
        return found

    def readline(self, size: Any = -1) -> str:
        self._check()
        end = self.text.find("\n", self.place) + 1
        if end == 0:
            end = len(self.text)
        if self.any_end:
            found = self.text.find("\r", self.place, end) + 1
            if found > 0 and self.text[found : found + 1] != "\n":
                end = found
        if size is not None and size >= 0:
            end = min(end, self.place + size)
        return self.read(max(0, end - self.place))

    def readlines(self, hint: Any = -1) -> list[str]:
        lines = []
        line = self.readline()
        while line:
            lines.append(line)
            line = self.readline()
        return lines

    def __iter__(self) -> Any:
        return iter(self.readlines())

    def seek(self, place: int, whence: int = 0) -> int:
        self._check()
        if whence == 0 and place < 0:
            raise ValueError(f"Negative seek position {place}")
        if whence != 0 and place != 0:
            raise OSError("Can't do nonzero cur-relative seeks")
        if whence == 0:
            self.place = place
        elif whence == 2:
            self.place = len(self.text)
        return self.place

    def truncate(self, size: Any = None) -> int:
        self._check()
        kept = self.place if size is None else size
        self.text = self.text[:kept]
        return kept


class BytesIO(_Stream):
    stands_for = io.BytesIO
    known_as = "_io:BytesIO"

    def __init__(self, initial_bytes: Any = b"") -> None:
        self.data = b"" if initial_bytes is None else bytes(initial_bytes)
        self.place = 0
        self.closed = False

    def _check(self) -> None:
        if self.closed:
            raise ValueError("I/O operation on closed file.")

    def write(self, data: Any) -> int:
        self._check()
        given = bytes(data)
        before = self.data[: self.place] + b"\0" * max(self.place - len(self.data), 0)
        self.data = before + given + self.data[self.place + len(given) :]
        self.place += len(given)
        return len(given)

    def getvalue(self) -> bytes:
        self._check()
        return self.data

    def read(self, size: Any = -1) -> bytes:
        self._check()
        end = len(self.data) if size is None or size < 0 else self.place + size
        found = self.data[self.place : end]
        self.place += len(found)
        return found

    def seek(self, place: int, whence: int = 0) -> int:
        self._check()
        if whence == 0 and place < 0:
            raise ValueError(f"negative seek value {place}")
        start = 0 if whence == 0 else self.place if whence == 1 else len(self.data)
        self.place = max(start + place, 0)
        return self.place
