def program(n: int, words: list[str]):
    state = [0]

    def read():
        state[0] += 1
        return state[0]

    lines = iter(lambda: words.pop(0) if words else "", "")
    first = next(lines, None)
    return list(iter(read, n)), state[0], first, list(lines)


INPUTS = [(4, ["a", "b", "", "c"]), (1, [])]
