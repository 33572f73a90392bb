from dataclasses import dataclass


class Version:
    def __init__(self, major: int, minor: int):
        self.major = major
        self.minor = minor

    def __eq__(self, other):
        return self.major == other.major

    def __lt__(self, other):
        return self.major < other.major


@dataclass
class Release:
    name: str
    version: Version


def program(a: int, b: int):
    one = [Version(a, 0), Version(b, 1)]
    other = [Version(a, 7), Version(b, 8)]
    results = [one == other, one != other, one < other, one[:1] < other, (1, one[0]) == (1, other[0])]
    pairs = sorted([(2, Version(b, 0)), (1, Version(a, 0)), (1, Version(b, 3)), (1, Version(a, 5))])
    grown = [(n, Version(n % 2, n)) for n in range(a + 4)]
    grown.sort(reverse=True)
    named = {"x": Version(a, 1)} == {"x": Version(b, 2)}
    releases = Release("r", Version(a, 1)) == Release("r", Version(a, 9))
    return (
        results,
        [(n, v.major, v.minor) for n, v in pairs],
        [(n, v.minor) for n, v in grown],
        named,
        releases,
        ("z", 1) < ("a", 2, a),
        min([(1, Version(b, 2)), (1, Version(a, 3))])[1].minor,
    )


INPUTS = [(1, 2), (2, 1), (3, 3)]
