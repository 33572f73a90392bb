def program(n: int):
    x = 0
    seen = []
    while x < n:
        try:
            x += 10 // (n - 3)
            seen.append(x)
        except ZeroDivisionError as error:
            try:
                raise KeyError("nested")
            except KeyError as other:
                seen.append(f"{error} {other}")
            x += 2
        finally:
            try:
                raise ValueError("always")
            except ValueError:
                x += 1
    return x, seen


INPUTS = [(4,), (5,), (3,), (0,), (-1,)]
