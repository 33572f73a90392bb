def program(values: list[int], limit: int):
    kept = set(values)
    same = kept
    kept.intersection_update(range(limit), [1, 2, 3, 5, 8])
    seen = {1, 2}
    seen.difference_update(values)
    odd = {1, 2, limit}
    odd.symmetric_difference_update(values)
    joined = kept.union(values, (limit,), {100})
    rest = joined.difference([1], [2])
    common = joined.intersection(values)
    return sorted(same), sorted(seen), sorted(odd), sorted(joined), sorted(rest), sorted(common), kept.issubset(values)


INPUTS = [([1, 2, 3], 3), ([], 0), ([5, 5, 8, 2], 9)]
