def program(x, scale: float = 2.0):
    return x, globals()["program"].__name__
