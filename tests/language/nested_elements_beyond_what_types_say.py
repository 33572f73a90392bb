import json


class Graph:
    """``links`` is the program's, beside attributes read from JSON: its keys may hold what they are keys of."""

    def __init__(self, read):
        for name, value in read.items():
            setattr(self, name, value)
        self.links = {}

    def connect(self, pairs):
        for a, b in pairs:
            self.links.setdefault(frozenset((a, b)), []).append((a, b))
        return self

    def beside(self, name):
        out = []
        for other in [n for edge in self.links if name in edge for n in edge - {name}]:
            out.append(other)
        return out, [n for edge in self.links if name in edge for n in edge - {name}][-1:]


def program(text: str, name: str):
    read = json.loads(text)
    return Graph(read).connect(read["pairs"]).beside(name)


INPUTS = [
    ('{"pairs": [["a", "b"], ["c", "d"], ["a", "e"]], "depth": 2}', "a"),
    ('{"pairs": [["a", 1], [2.5, "d"]]}', "d"),
    ('{"pairs": []}', "a"),
]
