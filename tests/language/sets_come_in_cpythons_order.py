"""The order of numbers and of tuples of them in sets made, combined and changed while the program runs."""


def program(xs: list[int], ys: list[int], scale: float):
    s, t, u = set(xs), set(ys), {x * 7 for x in ys}
    seen = [list(s), list(t), list(u), list(s | t), list(s & t), list(s - t), list(s ^ t), list(t - s)]
    seen += [
        list(s.union(ys, [3, 64])),
        list(s.intersection(ys)),
        list(s.difference(ys)),
        list(s.symmetric_difference(ys)),
    ]
    seen.append(list(set(dict.fromkeys(ys))))
    s.update(t)
    seen.append(list(s))
    s -= u
    seen.append(list(s))
    s ^= t
    seen.append(list(s))
    s &= set(ys[1:])
    seen.append(list(s))
    popped = [s.pop() for _ in range(len(s) // 2)]
    for x in xs:
        s.discard(x)
    for y in ys:
        s.add(y * 16)
    seen += [popped, list(s), list(s.copy()), list(frozenset(s)), list(set(s))]
    s.difference_update(xs[:2])
    s.symmetric_difference_update(xs)
    seen.append([x for x in s])
    s.clear()
    s.add(5)
    fractions = {x * scale for x in ys}
    pairs = {(x % 50, y) for x, y in zip(xs, ys)}
    return seen, list(s), list(fractions), sum(fractions), list(pairs), list({xs[0], scale, True, -1, -2}), repr(t)


INPUTS = [
    ([3, 1, 2], [9, 8, 1], 0.5),
    (list(range(0, 400, 7)), list(range(300, -40, -3)), 0.1),
    ([2**61 - 1, 2**61, 2**62 + 5, -(2**62), -1, -2, 0, 8, 16, 64], [-1, 5, 13, 21, 29, 37, 2**40, 2**56 + 1], 1e-3),
    ([k * k * 7919 % 100003 for k in range(150)], [k * k * 104729 % 100003 for k in range(150)], -2.75),
    ([k * 1024 for k in range(20)], [7], 1e300),
]
