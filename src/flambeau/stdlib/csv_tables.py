"""``csv.reader`` and ``csv.writer``, which are written in C, in the language itself.

``DictReader`` and ``DictWriter`` are Python's own, on top of these.
"""

from __future__ import annotations

import csv
from typing import Any

START, QUOTED = 0, 4  # states: a record begins, a field goes on behind the end of a line
MINIMAL, ALL, NONNUMERIC, NONE = csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC, csv.QUOTE_NONE


class Dialect:
    """Characters that aren't set are the empty text, which no character is."""

    def __init__(
        self, delimiter: str, quotechar: str, escapechar: str, doublequote: bool, skipinitialspace: bool,
        lineterminator: str, quoting: int, strict: bool,
    ) -> None:  # fmt: skip
        self.delimiter = delimiter
        self.quotechar = quotechar
        self.escapechar = escapechar
        self.doublequote = doublequote
        self.skipinitialspace = skipinitialspace
        self.lineterminator = lineterminator
        self.quoting = quoting
        self.strict = strict
        self.opening = quotechar if quoting != NONE else ""  # what begins a field that a reader takes for quoted
        self.flags = int(doublequote) + 2 * int(skipinitialspace) + 4 * int(strict)


class Reader:
    known_as = "_csv:reader"

    def __init__(self, lines: Any, dialect: Dialect) -> None:
        self.lines = iter(lines)
        self.dialect = dialect
        self.line_num = 0

    def __iter__(self) -> Any:
        return self

    def __next__(self) -> list[str]:
        state, field = START, ""
        fields: list[str] = []
        while True:
            try:
                line = next(self.lines)
            except StopIteration:
                if not field and state != QUOTED:
                    raise
                if self.dialect.strict:
                    raise csv.Error("unexpected end of data") from None
                fields.append(field)
                return fields
            self.line_num += 1
            state, field, found = read_line(field, state, line, self.dialect)
            fields.extend(found)
            if state == START:
                return fields


def read_line(field: str, state: int, line: str, dialect: Dialect) -> Any:
    """The state and field in which a line ends, and the fields before that: `py::csv_line`."""
    raise NotImplementedError


class Writer:
    known_as = "_csv:writer"

    def __init__(self, file: Any, dialect: Dialect) -> None:
        self.file = file
        self.dialect = dialect

    def writerow(self, row: Any) -> Any:
        texts = [written(value, self.dialect) for value in row]
        if len(texts) == 1 and not texts[0]:
            if self.dialect.quoting == NONE:
                raise csv.Error("single empty field record must be quoted")
            texts[0] = self.dialect.quotechar * 2
        return self.file.write(self.dialect.delimiter.join(texts) + self.dialect.lineterminator)

    def writerows(self, rows: Any) -> None:
        for row in rows:
            self.writerow(row)


def written(value: Any, dialect: Dialect) -> str:
    """The text of a field, with the quotes that it needs."""
    text = "" if value is None else str(value)
    is_quoted = dialect.quoting == ALL
    if dialect.quoting == NONNUMERIC:
        is_quoted = not isinstance(value, (int, float))
    special = dialect.delimiter + dialect.escapechar + dialect.quotechar + dialect.lineterminator
    if any(c in special for c in text):
        pieces = []
        for c in text:
            escaped = False
            if c in special:
                if dialect.quoting == NONE or c == dialect.escapechar:
                    escaped = True
                elif c == dialect.quotechar:
                    escaped = not dialect.doublequote
                    if not escaped:
                        pieces.append(c)
                if not escaped:
                    is_quoted = True
            if escaped:
                if not dialect.escapechar:
                    raise csv.Error("need to escape, but no escapechar set")
                pieces.append(dialect.escapechar)
            pieces.append(c)
        text = "".join(pieces)
    return f"{dialect.quotechar}{text}{dialect.quotechar}" if is_quoted else text
