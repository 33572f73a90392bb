def program(index: int):
    first = [63]
    rows = [first, list(first)]
    rows[index][0] = index
    pair = ([1], [2])
    pair[index].append(5)
    table = {"a": [1], "b": [2]}
    table["a" if index else "b"].append(index)
    for row in rows[index:]:
        row.append(4)
    return rows, first, pair, table


INPUTS = [(0,), (1,)]
