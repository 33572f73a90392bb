def text_of(function):
    try:
        return function()
    except (TypeError, ZeroDivisionError) as error:
        return str(error)


def program(n: int, base: int):
    x = base if n < 3 else base / 2
    m = 7 if n % 2 else 7.0
    return (
        text_of(lambda: pow(x, n, 101)), text_of(lambda: pow(base, 2, m)), text_of(lambda: divmod(x, n)),
        text_of(lambda: divmod(m, x)), divmod(True, 2), pow(x, 2),
    )  # fmt: skip


INPUTS = [(1, 5), (2, 0), (3, 5), (0, 0), (4, -3)]
