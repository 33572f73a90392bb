"""One line of a table of separated values: what ``py::csv_line`` is defined by."""

from __future__ import annotations

import csv
from typing import Any

START, FIELD_START, ESCAPED, FIELD, QUOTED, QUOTED_ESCAPE, QUOTE_SEEN, END, AFTER_ESCAPED = range(9)
MOST = 131_072
ENDS = ("\n", "\r")


def read_line(
    field: str, state: int, line: str, delimiter: str, quote: str, escape: str, flags: int
) -> tuple[int, str, list[str]]:
    """The state and field in which the line ends, and the fields before that."""
    fields: list[str] = []

    def add(c: str, then: int) -> int:
        nonlocal field
        field += c
        if len(field) > MOST:
            raise csv.Error(f"field larger than field limit ({MOST})")
        return then

    def save(then: int) -> int:
        nonlocal field
        fields.append(field)
        field = ""
        return then

    def plain(c: str, state: int) -> int:
        if c in ENDS:
            return save(END)
        if state == FIELD_START and c == quote:
            return QUOTED
        if c == escape:
            return ESCAPED
        if state == FIELD_START and c == " " and flags & 2:
            return state
        return save(FIELD_START) if c == delimiter else add(c, FIELD)

    def quoted(c: str) -> int:
        if c == escape:
            return QUOTED_ESCAPE
        if c == quote:
            return QUOTE_SEEN if flags & 1 else FIELD
        return add(c, QUOTED)

    def behind_quote(c: str) -> int:
        if c == quote:
            return add(c, QUOTED)
        if c == delimiter:
            return save(FIELD_START)
        if c in ENDS:
            return save(END)
        if flags & 4:
            raise csv.Error(f"'{delimiter}' expected after '{quote}'")
        return add(c, FIELD)

    def behind_end(c: str) -> int:
        if c in ENDS:
            return END
        raise csv.Error(
            "new-line character seen in unquoted field - do you need to open the file in universal-newline mode?"
        )

    steps: dict[int, Any] = {
        START: lambda c: END if c in ENDS else plain(c, FIELD_START), QUOTED: quoted, QUOTE_SEEN: behind_quote,
        END: behind_end, ESCAPED: lambda c: add(c, AFTER_ESCAPED if c in ENDS else FIELD),
        QUOTED_ESCAPE: lambda c: add(c, QUOTED),
    }  # fmt: skip
    for c in line:
        state = steps[state](c) if state in steps else plain(c, state)
    if state in (FIELD_START, FIELD, QUOTE_SEEN):
        state = save(START)
    elif state in (ESCAPED, QUOTED_ESCAPE):
        state = add("\n", FIELD if state == ESCAPED else QUOTED)
    return (START if state == END else state), field, fields
