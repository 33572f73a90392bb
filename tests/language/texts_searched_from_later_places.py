from __future__ import annotations


def program(text: str, part: str):
    places = []
    at = text.find(part)
    while at >= 0:
        places.append(at)
        at = text.find(part, at + 1)
    last = text.rfind(part, 0, len(text) - 1)
    counts = text.count(part, 2), text.count("", 3), text.count(part, -4, -1)
    edges = text.find("", len(text)), text.find("", len(text) + 1), text.find(part, -3, 99)
    starts = text.startswith(part, 1), text.endswith((part, "x"), 1, -1), text.startswith("", len(text))
    try:
        found = text.index(part, 1, 4)
    except ValueError as error:
        return places, last, counts, edges, starts, str(error)
    return places, last, counts, edges, starts, found


INPUTS = [("banana", "an"), ("añaña, ü", "a"), ("", "a"), ("naïve naïve\u2028naïve", "ïve"), ("aaaa", "aa")]
