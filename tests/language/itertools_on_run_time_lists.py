import itertools
import operator


def program(xs: list[int]):
    out = []
    out.append([a + b for a, b in itertools.combinations(xs, 2)])
    out.append([p[0] * 10 + p[-1] for p in itertools.permutations(xs, 2)])
    out.append(list(itertools.accumulate(xs)))
    out.append(list(itertools.accumulate(xs, max)))
    out.append([a - b for a, b in itertools.pairwise(xs)])
    out.append(list(itertools.chain(xs, [9], xs)))
    out.append(list(itertools.takewhile(lambda v: v > 1, xs)))
    out.append(list(itertools.dropwhile(lambda v: v > 1, xs)))
    out.append(list(itertools.islice(xs, 2)))
    out.append(list(itertools.islice(itertools.count(5), 1, 6, 2)))
    out.append([a * b for a, b in itertools.product(xs, [1, 2])])
    out.append([x for x, _ in zip(itertools.cycle([1, 2]), xs)])
    out.append(list(itertools.starmap(operator.add, zip(xs, xs))))
    out.append(list(itertools.repeat(7, len(xs))))
    return out


INPUTS = [([3, 1, 2],), ([],), ([5, 5],)]
