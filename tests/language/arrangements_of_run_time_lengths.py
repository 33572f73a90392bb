import itertools


def arranged(items: list[str], count: int):
    chosen = list(itertools.combinations(items, count))
    repeated = ["".join(c) for c in itertools.combinations_with_replacement(items, count)]
    ordered = [p for p in itertools.permutations(items, count)]
    pairs = [a + b for a, b in itertools.permutations(items, 2)]
    doubled = [a + b for a, b in itertools.combinations_with_replacement(items, 2)]
    kept = []
    for combination in itertools.combinations(items, count):
        items.append("more")  # which the pool doesn't see
        kept.append(combination)
        if len(kept) == 3:
            break
    steps = itertools.permutations(items[:3], count)
    first = next(steps, None)
    return chosen, repeated, ordered, pairs, doubled, kept, first, list(steps), items


def negative(items: list[str], count: int):
    out = []
    for arrange in (itertools.combinations, itertools.combinations_with_replacement, itertools.permutations):
        try:
            for row in arrange(items, count):
                out.append(row)
        except ValueError as error:
            out.append(str(error))
    return out


def program(items: list[str], count: int):
    return negative(items, count), arranged(items, count) if count >= 0 else None


INPUTS = [(["a", "b", "c", "d"], 3), (["a", "b", "c"], 2), (["a", "b"], 3), ([], 0), ([], 1), (["a"], 1), (["a"], -1)]
