def quotients(n):
    yield 1
    yield 12 // n
    yield 2


def stops():
    yield next(iter([]))


def program(n: int):
    g = quotients(n)
    seen = [next(g)]
    try:
        seen.append(next(g))
    except ZeroDivisionError as error:
        seen.append(len(str(error)))
    seen += list(g)
    try:
        return seen, list(stops())
    except RuntimeError as error:
        return seen, str(error)


INPUTS = [(3,), (0,)]
