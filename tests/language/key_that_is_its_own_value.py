def program(words: list[str], n: int):
    interned = {}
    for word in words:
        word = word + "."
        interned[word] = word
    numbers = {}
    for i in range(n):
        numbers[i] = i
    nested = []
    nested.append([len(nested)])
    last = nested[0]
    last.append(len(last))
    nested.append(last)
    nested[0] = nested[1]
    groups = {}
    for word in words:
        groups.setdefault(word[:1], []).append(word)
        groups[word] = groups[word[:1]]
    return interned, numbers, nested, groups


INPUTS = [(["a", "b", "a", "ab"], 3), ([], 0)]
