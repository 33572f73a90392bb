from collections import Counter


def program(words: list[str]):
    seen = Counter(words)
    extra = Counter(a=1, z=3)
    seen["new"] += 2
    return seen, seen["missing"], seen + extra, seen - extra, seen & extra, seen | extra, seen.most_common(1)


INPUTS = [(["a", "b", "a"],), ([],)]
