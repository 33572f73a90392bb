def total_of(view, table, key):
    table[key] = 6
    return sum(view)


def program(names: list[str]):
    known = {"a": 1, "c": 3}
    values, keys, items = known.values(), known.keys(), known.items()
    known["b"] = 2
    table = {name: len(name) for name in names}
    later, names_now = table.values(), table.keys()
    table["q"] = 9
    seen = []
    for name, value in table.items():
        table["q"] = table["q"] + value
        seen.append((name, value))
    first = []
    for value in known.values():
        if len(names) > 1:
            known["b"] += value
        first.append(value)
    sums = total_of(table.values(), table, "z")
    return list(values), list(keys), list(items), list(later), "q" in names_now, len(later), seen, first, sums


INPUTS = [(["x"],), (["yy", "x"],), ([],)]
