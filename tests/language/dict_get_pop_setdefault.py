def program(d: dict[str, int], key: str):
    got = d.get(key, -1)
    d2 = dict(d)
    gone = d2.pop(key, None)
    d2.setdefault("new", 5)
    return got, gone, d2, len(d), sorted(d2)


INPUTS = [({"a": 1, "b": 2}, "a"), ({"a": 1}, "z")]
