def program(names: list[str]):
    return ", ".join(names)


INPUTS = (["a", 1],)
