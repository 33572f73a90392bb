def program(words: list[str], start: int):
    counts = dict.fromkeys(words, start)
    for word in words:
        counts[word] += 1
    shared = dict.fromkeys(["a", "b"], [start])
    shared["a"].append(2)
    unique = list(dict.fromkeys(words))
    return counts, shared, unique, dict.fromkeys("hello")


INPUTS = [(["x", "y", "x"], 0), ([], 5)]
