def program(x: int, factor: int = 2):
    return x * factor


INPUTS = (1,)
NAMED = {"faktor": 3}
