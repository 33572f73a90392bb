def ascending(n):
    i = 0
    while i < n:
        yield i
        i += 1


def program(n: int):
    numbered = enumerate(ascending(n))
    a = [next(numbered), list(numbered)]
    mapped = map(lambda v: v + n, ascending(n))
    b = [next(mapped), list(mapped)]
    odd = filter(lambda v: v % 2, ascending(n))
    c = [next(odd), list(odd)]
    rows = zip(range(2), ascending(n))
    d = [next(rows), list(rows)]
    source = ascending(n)
    e = [list(zip(range(2), source)), list(zip(source, range(1))), list(source)]
    backwards = reversed([1, 2, n])
    f = [next(backwards), list(backwards)]
    return a, b, c, d, e, f


INPUTS = [(5,), (6,)]
