from __future__ import annotations


def program(values: list[int], text: str, data: bytes, start: int, stop: int):
    part, rest, turned = slice(start, stop), slice(stop, None), slice(None, None, -1)
    every = slice(None, None, 2)
    out = []
    for _ in range(2):
        out.append((values[part], values[rest], values[turned], values[every]))
        out.append((text[part], text[rest], text[turned], text[every]))
        out.append((data[part], data[rest], data[turned], data[every]))
        out.append((tuple(values)[part], tuple(values)[turned], tuple(values)[every]))
    firsts = []
    for i in range(len(values)):
        firsts.append(tuple(values[:start]))
        values[i] += i
    return out, firsts


INPUTS = [([1, 2, 3, 4], "caf\u00e9s", b"bytes", 1, 3), ([], "", b"", 0, 1), ([5, 6, 7], "abc", b"xyz", -2, 9)]
