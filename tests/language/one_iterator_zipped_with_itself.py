def program(items: list[int], text: str):
    iterator = iter(items)
    pairs = list(zip(iterator, iterator))
    triples = [a + b + c for a, b, c in zip(*[iter(items)] * 3)]
    letters = iter("abcdef")
    named = dict(zip(letters, letters))
    rest = iter(items)
    next(rest, None)
    return pairs, triples, named, list(zip(rest, rest)), list(zip(*[iter(text)] * 2))


INPUTS = [([1, 2, 3, 4, 5, 6, 7], "wxyz"), ([1], "")]
