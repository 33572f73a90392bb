def program(a: int, b: int, c: int, d: int = 1):
    return a + b + c + d


INPUTS = ()
