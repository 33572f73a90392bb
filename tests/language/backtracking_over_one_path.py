def program(xs: list[int]):
    res = []

    def go(path, rest):
        if not rest:
            res.append(path[:])
            return
        for i in range(len(rest)):
            path.append(rest[i])
            go(path, rest[:i] + rest[i + 1 :])
            path.pop()

    go([], xs)
    return res


INPUTS = [([1, 2, 3],), ([],)]
