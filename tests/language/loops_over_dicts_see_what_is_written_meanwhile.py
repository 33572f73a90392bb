"""A loop over a dict gives each value as it is when its turn comes: whoever has written it, by whatever name."""


class Scores:
    def __init__(self, by_name: dict[str, int]):
        self.by_name = by_name

    def double(self, name: str) -> None:
        self.by_name[name] *= 2


def raise_all(table: dict[str, int], most: int) -> None:
    for name in table:
        if table[name] < most:
            table[name] += 1


def program(table: dict[str, int], last: str):
    seen = []
    for name, value in table.items():
        seen.append((name, value))
        raise_all(table, 100)
    other = table
    for value in table.values():
        other[last] = value + 1
        seen.append((last, value))
    scores = Scores(table)
    for name, value in scores.by_name.items():
        scores.double(last)
        seen.append((name, value))
    rows = {name: [value] for name, value in table.items()}
    for name, row in rows.items():
        rows[last] = row + [len(row)]
    holes = {i: i for i in range(len(table) * 3)}
    for i in range(0, len(table) * 3, 2):
        del holes[i]
    for i, value in holes.items():
        holes[max(holes)] = i
        seen.append((str(i), value))
    unseen = [name for name in table if (name, table[name]) not in seen]
    try:
        for value in table.values():
            table.pop(last, value)
    except RuntimeError as error:
        seen.append((str(error), 0))
    else:
        seen.append(("not one left", 1))
    kinds = set(table)
    try:
        for name in kinds:
            kinds.add(name + "s")
    except RuntimeError as error:
        seen.append((str(error), 0))
    return seen, rows, holes, unseen, table


INPUTS = [({"a": 1, "b": 2, "c": 3}, "c"), ({"x": 5}, "x"), ({"b": 1, "a": 7, "d": 0, "c": 9}, "a"), ({}, "none")]
