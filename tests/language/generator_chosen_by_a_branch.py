def ascending(n):
    for i in range(n):
        yield i


def letters(text):
    for c in text:
        yield ord(c)


def make(n):
    return ascending(n) if n > 2 else letters("xyz")


def program(n: int):
    kept = None
    if n > 3:
        kept = ascending(n)
    if kept is not None:
        next(kept)
    chosen = make(n)
    return next(chosen), next(chosen), list(chosen), list(kept) if kept is not None else []


INPUTS = [(4,), (2,), (3,)]
