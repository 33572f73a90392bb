"""1, 1.0 and True are one key, the first that came; equal texts and tuples are one key however they were made."""


def program(word: str, n: int):
    d = {}
    d[n] = "int"
    d[float(n)] = "float"
    d[n == 1] = "bool"
    d[(n, word)] = 1
    d[(float(n), word[:2] + word[2:])] = 2
    half = word[: len(word) // 2]
    d[half + word[len(half) :]] = "joined"
    d[word] = "whole"
    d[-0.0] = "minus zero"
    d[0] = "zero"
    s = {n, float(n), word, half + word[len(half) :], None}
    return list(d.items()), len(s), (n, word) in d, d.get((float(n), word)), d.get(word + "x", "none")


INPUTS = [("tokens", 1), ("é", 0), ("", 5)]
