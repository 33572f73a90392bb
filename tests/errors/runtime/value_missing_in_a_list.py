def program(names: list[str]):
    return names.index("c")


INPUTS = (["a", "b"],)
