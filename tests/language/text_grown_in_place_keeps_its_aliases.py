"""`s += t` may reuse the memory of s, but never where another name, a list or a key still holds the old text."""


def program(text: str, n: int):
    first = text
    seen = {}
    pieces = []
    for i in range(n):
        seen[text] = i
        pieces.append(text)
        text += "é" if i % 2 else "ab"
        seen[text] = -i
    doubled = text
    doubled += doubled
    tail = ""
    lengths = []
    for _ in range(n):
        tail = tail + text[-1]
        lengths.append(len(tail))
        if tail in seen:
            lengths.append(-1)
    return first, text, len(text), text[len(text) - 1], pieces, seen, doubled, tail, lengths


INPUTS = [("x", 5), ("", 3), ("ü", 4), ("s", 0)]
