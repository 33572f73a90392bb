def permutations(values):
    if len(values) <= 1:
        return [values]
    return [[values[i], *rest] for i in range(len(values)) for rest in permutations(values[:i] + values[i + 1 :])]


def subsets(values, at=0):
    if at == len(values):
        return [[]]
    rest = subsets(values, at + 1)
    return rest + [[values[at], *others] for others in rest]


def program(values: list[int], letters: list[str]):
    return permutations(values), subsets(letters), permutations(letters)


INPUTS = [([1, 2, 3], ["a", "b"]), ([], []), ([7], ["x", "y", "z"])]
