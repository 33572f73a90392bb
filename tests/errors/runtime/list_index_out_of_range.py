def program(names: list[str], index: int):
    return names[index] + "!"


INPUTS = (["a", "b"], 2)
