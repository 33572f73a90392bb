ROWS = [[1, 2], [3]]
PAIR = ([1], [2])
TABLE = {"a": [1], "b": {"x": [2]}}
RANKED = {"p": ([1], 2)}


def program(value: int):
    ROWS[value % 2].append(value)
    PAIR[value % 2].append(value)
    found = TABLE.get("a" if value > 1 else "c")
    if isinstance(found, list):
        found.append(value)
    for row in [r for r in ROWS if len(r) > 1]:
        row.append(0)
    max(ROWS, key=lambda row: row[0] * value).append(9)
    for items, rank in RANKED.values():
        items.append(rank)
    first, *others = ROWS
    others[0].insert(0, value)
    return str(ROWS), first[-1], str(PAIR), str(TABLE), str(RANKED)


INPUTS = [(1,), (2,), (3,), (0,), (2,)]
