def program(parts: list[int]):
    a, b = parts
    return a + b


INPUTS = ([1, 2, 3],)
