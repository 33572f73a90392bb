def program(flag: bool):
    v = "abc" if flag else 7
    if isinstance(v, str):
        return v.upper()
    return v + 1


INPUTS = [(True,), (False,)]
