class Other:
    pass


CONVERT = {"int": int, "float": float, "str": str, "bool": bool}


def distinct(values):
    seen = []
    for value in values:
        if type(value) not in seen:
            seen.append(type(value))
    return len(seen), [kind.__name__ for kind in seen], Other in seen


def program(values: list[int | str | float], rows: list[tuple[str, str]]):
    kinds = [type(value) for value in values]
    return (
        [kinds == [int, str], set(kinds) == {int}, kinds.count(int), int in kinds, len(set(map(type, values)))],
        [kind.__name__ for kind in kinds],
        [kind("3") for kind in kinds],
        {int: "whole", str: "text"}.get(type(values[0]), "?") if values else None,
        [CONVERT[name](text) for name, text in rows],
        distinct((1, "a", 2.5, None, Other(), [1], 2)),
    )


INPUTS = [
    ([1, "a"], [("int", "3"), ("float", "2.5"), ("str", "x")]),
    ([1, 2], [("bool", "")]),
    ([2.5, "b", 1, "c"], []),
    ([], []),
]
