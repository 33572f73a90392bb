def double(x):
    return x * 2


OUTSIDE = {"neg": lambda x: -x, "double": double}


def program(name: str, x: int):
    table = {"abs": abs, "more": lambda q: q + x, "double": double}
    chosen = OUTSIDE.get(name)
    there = chosen is not None
    return table.get(name, abs)(x), OUTSIDE.get(name, double)(x), chosen(x) if there else None


INPUTS = [("abs", -3), ("more", 4), ("double", 5), ("neg", 6), ("", -7)]
