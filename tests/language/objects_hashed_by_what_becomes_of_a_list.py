class Vector:
    def __init__(self, *parts):
        self.parts = list(parts)

    def __eq__(self, other):
        return isinstance(other, Vector) and self.parts == other.parts

    def __hash__(self):
        return hash(tuple(self.parts))

    def __pow__(self, exponent, modulus=None):
        return Vector(*(pow(p, exponent, modulus) for p in self.parts))


def program(a: int, b: int):
    table = {Vector(a, b): 1}
    table[Vector(b, a)] = 3
    return (
        table[Vector(a, b)], Vector(b, a) in table, len({Vector(a, b), Vector(a, b), Vector(b)}),
        hash(Vector(a)) == hash(Vector(a)), pow(Vector(a, b), 2, 5).parts, Vector(9) in table,
    )  # fmt: skip


INPUTS = [(1, 2), (2, 2)]
