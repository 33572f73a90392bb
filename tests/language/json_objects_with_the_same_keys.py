from __future__ import annotations

import json


def program(text: str, others: list[str]):
    rows = json.loads(text)
    keys = [list(row) for row in rows]
    rows[0]["added"] = 1
    joined = ""
    for row in rows:
        for key in row:
            joined += key
            joined += "|"
    found = []
    for other in others:
        try:
            found.append(repr(json.loads(other)))
        except json.JSONDecodeError as error:
            found.append(str(error))
    return rows, keys, joined, found


_ROWS = '[{"id": 1, "ab": -2.5, "": null}, {"id": 10, "ba": [1, 2], "\\u00e9": "x\\ny"}, {"ab": true, "id": "id"}]'
_ODD = [
    "",
    "1",
    " 01",
    "-",
    "-0",
    "1.",
    "1.5e",
    "1e5",
    "12 3",
    '"a',
    '"\\q"',
    '"\t"',
    "[1,]",
    "[1 2]",
    '{"a" 1}',
    '{"a":}',
]
INPUTS = [
    (_ROWS, [*_ODD, "{a: 1}", "NaN", "-Infinity", "tru", '"\\ud83d\\ude00"', "[", "{", "1" * 15, "0.1e-3", "\r\n\t5 "])
]
