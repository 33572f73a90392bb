def program(a: int, b: int, name: str):
    return 0 < a < b, a or b, a and b, not a, name or "anonymous", (a > 1 and b > 1) or a == b


INPUTS = [(1, 2, ""), (0, 0, "x"), (5, 3, "y")]
