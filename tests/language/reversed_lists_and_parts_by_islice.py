import itertools


def backwards(items: list[int], texts: tuple[str, ...]):
    made = list(reversed(items))
    made.append(items[0] if items else -1)
    later = reversed(items)
    items.append(7)
    seen = list(later)
    shrunk = reversed(items)
    items.pop()
    items.pop() if items else None
    none_left = list(shrunk)
    partly = reversed(items)
    first = next(partly, None)
    rest = list(partly)
    again = list(partly)
    word = "-".join(reversed(texts))
    return (
        made,
        seen,
        none_left,
        first,
        rest,
        again,
        word,
        sorted(reversed(items)),
        list(reversed(list(reversed(items)))),
    )


def parts(items: list[int], text: str, start: int, stop: int, step: int):
    out = [
        list(itertools.islice(items, stop)), list(itertools.islice(items, start, stop)),
        list(itertools.islice(items, start, None)), list(itertools.islice(items, start, stop, step)),
        "".join(itertools.islice(text, start, None, step)), sum(itertools.islice(items, 2)),
    ]  # fmt: skip
    grown = list(items)
    seen = []
    for item in itertools.islice(grown, start, 6, step):
        seen.append(item)
        grown.append(item + 1)
    it = iter(items)
    two = list(itertools.islice(it, 2)), list(it)
    triples = [a * b + c for a, b, c in itertools.combinations(items, 3)]
    return out, seen, two, triples, list(itertools.combinations(text, 3))


def program(items: list[int], text: str, start: int, stop: int, step: int):
    try:
        cut = parts(items, text, start, stop, step)
    except ValueError as error:
        cut = str(error)
    return cut, backwards(items, ("a", "b", text))


INPUTS = [
    ([1, 2, 3, 4, 5], "abcdé", 1, 4, 2),
    ([1, 2], "x", 0, 9, 1),
    ([], "", 3, 0, 1),
    ([5, 6, 7], "xyz", -1, 2, 1),
    ([5, 6, 7], "xyz", 0, 2, 0),
]
