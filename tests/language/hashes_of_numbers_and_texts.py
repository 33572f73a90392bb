from dataclasses import dataclass


@dataclass(frozen=True)
class Point:
    x: int
    y: float


class Word:
    def __init__(self, text: str):
        self.text = text

    def __hash__(self):
        return len(self.text) * 31


def program(n: int, f: float, text: str, z: complex):
    numbers = [hash(n), hash(f), hash(z), hash(n > 3), hash((n, f)), hash((n, (f, z), ())), hash(-n), hash(f * 1e300)]
    same = [
        hash(text) == hash("ab" + text[2:]),
        hash(text) == hash(text + " "),
        hash((text, n)) == hash((text, n)),
        hash(Point(n, f)) == hash(Point(n, f)),
        hash(None) == hash(None),
        hash(float(n)) == hash(n),
        hash(text.encode()) == hash(b"abc"),
    ]
    try:
        hash([n])
    except TypeError as error:
        return numbers, same, str(error), hash(Word(text))


INPUTS = [(5, 0.25, "abc", 1 + 2j), (-1, -0.0, "ab", -1j), (2**62, 1e-310, "ab ", 0j), (0, float("inf"), "", 3 + 0j)]
