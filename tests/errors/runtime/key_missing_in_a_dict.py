def program(table: dict[str, int]):
    return table["width"] * table["height"]


INPUTS = ({"width": 3},)
