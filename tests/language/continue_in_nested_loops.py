def program(n: int, m: int):
    pairs = []
    for i in range(n):
        for j in range(m):
            if (i + j) % 2 == 0:
                continue
            if j > 3:
                break
            pairs.append((i, j))
    return pairs


INPUTS = [(4, 6), (0, 3), (3, 0)]
