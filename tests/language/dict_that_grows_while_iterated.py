def program(d: dict[str, int]):
    try:
        for k in d:
            d[k + "x"] = 1
    except RuntimeError as e:
        return str(e), len(d)
    return "none", 0


INPUTS = [({"a": 1, "b": 2},)]
