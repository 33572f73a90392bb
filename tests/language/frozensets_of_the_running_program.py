import itertools

EDGES = {frozenset((0, 1)): 0.5, frozenset((1, 2)): 1.5}
VOWELS = frozenset("aeiou")


def set_operations(held, numbers):
    return (
        [
            held | {1},
            {1} | held,
            held & {1, 2},
            held - {1},
            held ^ {9},
            {7} - held,
            held.union([7]),
            held.copy() is held,
        ],
        [sorted(held), len(held), 1 in held, bool(held), min(held, default=0), str(held), list(held)],
        [held == set(numbers), set(numbers) == held, held <= {1, 2, 3}, held.issubset({1, 2}), held.isdisjoint([5])],
        [isinstance(held, frozenset), isinstance(held, set), type(held) is frozenset, hasattr(held, "add")],
    )


def frequent(baskets):
    counts = {}
    for basket in baskets:
        for pair in itertools.combinations(sorted(set(basket)), 2):
            counts[frozenset(pair)] = counts.get(frozenset(pair), 0) + 1
    rules = {}
    for pair, count in counts.items():
        for item in pair:
            rules[pair - {item}, item] = count
    return sorted((sorted(rest), item, count) for (rest, item), count in rules.items())


def closed(numbers):
    pairs = {frozenset(pair) for pair in itertools.combinations(numbers, 2)}
    joined = set()
    for one in pairs:
        for other in pairs:
            if one != other and not one.isdisjoint(other):
                joined.add(one | other)
    return list(pairs) == list({frozenset(pair) for pair in itertools.combinations(numbers, 2)}), sorted(
        map(sorted, joined)
    )


def program(numbers: list[int], text: str, baskets: list[list[str]], given: frozenset[int]):
    held = frozenset(numbers)
    sums = {frozenset(): 0}
    for number in numbers:
        for chosen, total in list(sums.items()):
            sums[chosen | frozenset([number])] = total + number
    pair = frozenset(numbers[:2])
    return (
        set_operations(held, numbers),
        [EDGES.get(pair, -1.0), pair in EDGES, [sorted(edge) for edge in EDGES], frozenset([1]) in [held]],
        [VOWELS & set(text), sorted(set(text) & VOWELS), VOWELS.issuperset(text), len(VOWELS.union(text)) > 5],
        [letter for letter in text if letter not in VOWELS],
        VOWELS if len(text) > 99 else frozenset(text[:1]),
        {tuple(sorted(chosen)): total for chosen, total in sums.items()},
        frequent(baskets),
        closed(numbers),
        [given, given | {5}, 1 in given, hash(given) == hash(frozenset(given))],
        held,
    )


INPUTS = [
    ([1, 2, 2], "hello", [["a", "b"], ["b", "a", "c"], ["c"]], frozenset([1, 2])),
    ([0, 1, 5], "", [], frozenset()),
    ([], "xyz", [["q"]], frozenset([7, 1, 300])),
]
