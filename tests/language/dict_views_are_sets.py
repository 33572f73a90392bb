def program(a: dict[str, int], b: dict[str, int]):
    fixed = {"b": 1, "a": 2}
    return (
        a.keys() == b.keys(),
        a.keys() == fixed.keys(),
        a.keys() == {"a", "b"},
        sorted(a.keys() & b.keys()),
        sorted(b.keys() - a.keys()),
        sorted(fixed.keys() | b.keys()),
        a.keys() <= b.keys(),
        a.items() == b.items(),
        fixed.items() == {"a": 2, "b": 1}.items(),
        list(a.values()) == [1, 2],
    )


INPUTS = [({"a": 1, "b": 2}, {"b": 5, "a": 7, "c": 1}), ({"b": 2, "a": 1}, {"a": 1, "b": 2}), ({}, {})]
