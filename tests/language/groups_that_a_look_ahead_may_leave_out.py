from __future__ import annotations

import re

ENDS = re.compile(r"[.?!](?=(?P<after>(?:[)\";])|\s+(?P<next>\S+)))")


def program(text, pattern):
    return (
        [(m.span(), m.groups(), m.lastgroup, m.lastindex) for m in ENDS.finditer(text)],
        [(m.groups(), m.lastindex) for m in re.finditer(r"(\w)(?=(x)|(y)?)", text)],
        [(m.groups(), m.lastindex) for m in re.finditer(r"(?>(a)|b)(?=(?=(b))b|(c)?)(\w)?", text)],
        [(m.groups(), m.lastindex) for m in re.finditer(pattern, text)],
    )


INPUTS = [
    ('Yes. (No!) Well? "So." end', r"(\w+)(?=( \()|(!)?)"),
    ("abc abb bcy ax ay.", r"(a)?(?=(b)(b)?|(x)?)"),
    ("", "(?=(a)?)"),
]
