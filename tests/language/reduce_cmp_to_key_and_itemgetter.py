import functools
import operator


def program(xs: list[int]):
    r = functools.reduce(lambda a, b: a * b, xs)
    r2 = functools.reduce(operator.add, xs, 100)
    s = sorted(xs, key=functools.cmp_to_key(lambda a, b: b - a))
    p = functools.partial(pow, 2)
    pairs = [(x % 3, x) for x in xs]
    pairs.sort(key=operator.itemgetter(0, 1))
    return r, r2, s, p(5), pairs, max(pairs, key=operator.itemgetter(1))


INPUTS = [([3, 1, 2, 9, 4],), ([1],)]
