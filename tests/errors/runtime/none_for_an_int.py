def program(n: int):
    return n + 1


INPUTS = (None,)
