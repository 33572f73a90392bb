def program(table: dict[str, int], numbers: set[int], grows: bool):
    values = (v for v in table.values())
    doubled = (2 * n for n in numbers)
    if grows:
        table["more"] = 1
        numbers.add(99)
    found = []
    try:
        found.append(next(values))
        found.append(sum(values))
    except RuntimeError as error:
        found.append(str(error))
    try:
        found.append(next(doubled))
        found.append(sum(doubled))
    except RuntimeError as error:
        found.append(str(error))
    return found


INPUTS = [({"a": 1, "b": 2}, {5}, False), ({"a": 1}, {5}, True), ({}, set(), True)]
