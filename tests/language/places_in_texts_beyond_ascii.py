from __future__ import annotations

import re


def program(text: str, wanted: str):
    spans = [m.span() for m in re.finditer(r"\w+", text)]
    backwards = [m.start() for m in reversed(list(re.finditer(r"\w", text)))]
    late = re.compile(r"\w+").search(text, 7)
    window = re.compile(r"\w+").findall(text, 3, 12)
    found = []
    for i in range(len(text) + 2):
        found.append((text.find(wanted, i), text.rfind(wanted, 0, i), text[i : i + 2]))
    return spans, backwards, None if late is None else (late.start(), late.end(), late.endpos), window, found


INPUTS = [
    ("plain words of plain letters", "l"),
    ("grüße aus köln, ça va? ñandú", "ü"),
    ("日本語 と 絵文字 🙂🙃 end", "🙃"),
    ("é", "é"),
    ("", "x"),
    ("aé" * 20, "éa"),
]
