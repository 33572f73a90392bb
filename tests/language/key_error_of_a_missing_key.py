def program(d: dict[str, int], key: str):
    return d[key]


INPUTS = [({"a": 1}, "a"), ({"a": 1}, "b")]
