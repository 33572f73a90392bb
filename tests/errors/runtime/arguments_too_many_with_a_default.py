def program(x: int, y: int = 2):
    return x + y


INPUTS = (1, 2, 3)
