"""A match gives its groups by number and name, with None for those that took no part, and where they lie."""

import re

DATE = re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)(?:-(?P<day>\d\d))?")


def program(text: str):
    match = DATE.search(text)
    if match is None:
        return None
    year, month, day = match.groups()
    known = match.groupdict("??")
    return (
        int(year), month, day, match["month"], match.group("year", "day"), known, match.groupdict(), match.span(),
        match.start("month"), match.end(3), match.lastgroup, match.expand(r"\2/\g<year>"), match.string,
    )  # fmt: skip


INPUTS = [("on 2024-05-06, é",), ("ünd 2024-05",), ("no date",)]
