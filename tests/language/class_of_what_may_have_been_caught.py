"""``type(error)`` of a variable that holds None where nothing was caught."""


def program(n: int):
    kept = None
    try:
        [12 // n][n - 1]
    except (ZeroDivisionError, IndexError) as error:
        kept = error
    kind = type(kept)
    names = (kind.__name__, type(kept).__qualname__)
    return names, kind is ZeroDivisionError, kind is type(None), kind is IndexError, issubclass(kind, LookupError)


INPUTS = [(0,), (1,), (2,)]
