def program(count: int):
    nested = [0]
    for _ in range(count):
        nested = [nested, 1]
    return nested
