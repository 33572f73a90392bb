def program(table: dict[int, str], key: int):
    return table[key]


INPUTS = ({1: "a"}, 7)
