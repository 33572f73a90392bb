def program(x, factor: float):
    return x * factor


INPUTS = ("text", 2.0)
