"""sorted(key=...) of run-time lists whose keys are objects with a __lt__, or tuples that hold such."""

from functools import total_ordering


@total_ordering
class Version:
    def __init__(self, text: str):
        self.parts = [int(p) for p in text.split(".")]

    def __eq__(self, other):
        return self.parts == other.parts

    def __lt__(self, other):
        return self.parts < other.parts


def program(names: list[str]):
    rows = [(name, len(name)) for name in names]
    rows.sort(key=lambda row: Version(row[0]))
    down = sorted(names, key=Version, reverse=True)
    mixed = sorted(names, key=lambda n: (len(n), Version(n)))
    return rows, down, mixed, max(names, key=Version), min(names, key=Version)


INPUTS = [(["1.10", "1.2", "0.9.9", "1.2.0", "01.2"],), (["3"],), (["2.0", "2.0", "1.99"],)]
