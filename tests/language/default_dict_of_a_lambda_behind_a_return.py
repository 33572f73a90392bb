import collections


def program(words: list[str], n: int):
    try:
        first = words[n]
    except IndexError:
        return 1.0
    seen = collections.defaultdict(lambda: 7)
    if first != "a":
        seen[first] += 1


INPUTS = [(["a", "b", "a"], 1), ([], 0), (["c"], 0)]
