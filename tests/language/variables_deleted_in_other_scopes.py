TABLE = [1]


def told(call):
    try:
        return str(call())
    except NameError as error:
        return f"{type(error).__name__}: {error}"


def counter():
    count = [1]

    def drop(n):
        nonlocal count
        if n > 2:
            del count
        return count

    return drop


def program(n: int):
    global TABLE
    TABLE = [n]
    kept = [1, n]
    lazily = (x for x in range(3) if x not in kept)
    if n > 3:
        del kept
    if n > 4:
        del TABLE
    return told(lambda: kept), told(lambda: list(lazily)), told(lambda: TABLE), told(lambda: counter()(n))


INPUTS = [(1,), (5,), (3,), (4,)]
