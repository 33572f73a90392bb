def program(v: int | str | None | float | list[int]):
    match v:
        case None:
            return "none"
        case int(n) if n > 3:
            return n + 1
        case int() | float():
            return v * 2
        case str(s):
            return s + "!"
        case [a, b]:
            return a + b


INPUTS = [(5,), ("x",), (None,), (2.5,), ([1, 2],)]
