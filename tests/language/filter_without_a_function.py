def program(values: list[int], words: list[str]):
    chosen = None
    return list(filter(None, values)), list(filter(chosen, words)), sum(filter(None, [0, 3, len(words)]))


INPUTS = [([0, 1, 2], ["", "a"]), ([], [])]
