def program(x: int, factor: int = 2):
    return x * factor


INPUTS = (1, 2)
NAMED = {"factor": 3}
