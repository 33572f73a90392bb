def program(flag: bool, n: int):
    v = n if flag else 0.5
    return v, v * 2, v + 1, isinstance(v, int)


INPUTS = [(True, 3), (False, 3)]
