def program(items: list[int]):
    iterator = iter(items)
    for text in map(str, iterator):
        if text == "2":
            break
    rest = list(iterator)
    numbered = iter(items)
    next(numbered, None)
    pairs = []
    for i, item in enumerate(numbered, 1):
        pairs.append((i, item))
        if item > 2:
            break
    left = tuple(numbered)
    again = iter(items)
    ordered = sorted(again)
    backwards = reversed(items)
    last = next(backwards, None)
    items.append(9)
    return rest, pairs, left, list(numbered), ordered, list(again), last, list(backwards), max(iter(items))


INPUTS = [([1, 2, 3, 4],), ([],)]
