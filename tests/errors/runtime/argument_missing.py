def program(x, y):
    return x + y


INPUTS = (1,)
EXAMPLE = (1, 2)
