from __future__ import annotations


def program(text: str, other: str):
    out = []
    for n in range(len(text) + 1):
        head = text[:n]
        out.append((head.upper(), head.lower(), head.swapcase(), len(head.upper())))
        mixed = head + other + head
        out.append((mixed.upper(), mixed.lower(), mixed.title(), len(mixed.lower())))
        out.append((mixed.encode().decode(), mixed.encode("utf-8").hex(), head.encode("ascii").decode("latin-1")))
    return out


INPUTS = [("@AZ[`az{ Hello, World 09", "\u00e9"), ("aB", "\u00df"), ("", "")]
