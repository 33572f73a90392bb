def program(words: list[str]):
    counts = {}
    for w in words:
        if w in counts:
            counts[w] += 1
        else:
            counts[w] = 1
    best = sorted(counts.items(), key=lambda kv: (-kv[1], kv[0]))
    return counts, [k for k, _ in best], list(counts.keys())


INPUTS = [(["b", "a", "b", "c"],), (["x"],)]
