def program(x: int):
    return x


INPUTS = (1, 2, 3)
