"""Dicts and sets from outside the program, large ones too, are looked up, iterated, copied and changed as a copy."""

VOCABULARY = {f"w{index}": index for index in range(300)}
PAIRS = {("a", "b"): 0, ("b", "c"): 1, ("ab", "c"): 2}
STOP_WORDS = frozenset({"the", "a", "of"})
INVERSE = {index: word for word, index in VOCABULARY.items()}


def program(words: list[str]):
    ids = [VOCABULARY.get(word, -1) for word in words if word not in STOP_WORDS]
    ranks = [PAIRS.get(pair, 99) for pair in zip(words, words[1:])]
    back = [INVERSE[i] for i in ids if i in INVERSE]
    mine = dict(VOCABULARY)
    for word in words:
        mine.setdefault(word, len(mine))
    return ids, ranks, back, mine[words[0]], len(mine), sum(VOCABULARY.values())


INPUTS = [(["w5", "the", "w299", "a", "b", "c"],), (["ab", "c", "w0"],), (["w3"],)]
