def program(n: int, s: str):
    match n:
        case 0:
            a = "zero"
        case 1 | 2:
            a = "few"
        case k if k > 100:
            a = "many"
        case _:
            a = "some"
    match (n, s):
        case (0, "x"):
            b = 1
        case (_, "y"):
            b = 2
        case (m, _):
            b = m
    return a, b


INPUTS = [(0, "x"), (2, "y"), (500, "z"), (7, "q")]
