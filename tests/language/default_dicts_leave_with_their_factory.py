from collections import defaultdict


def program(words: list[str]):
    count, by_length = defaultdict(int), defaultdict(list)
    nested = defaultdict(lambda: defaultdict(int))
    for word in words:
        count[word] += 1
        by_length[len(word)].append(word)
        nested[word[0]][word] += 1
    rows = []
    for word in words:
        row = defaultdict(float)
        row[word] += 0.5
        rows.append(row)
    return count, by_length, {k: dict(v) for k, v in nested.items()}, rows, repr(count)


INPUTS = [(["a", "bb", "a"],), ([],)]
