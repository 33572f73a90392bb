def program(n: int):
    eye = [[1 if i == j else 0 for j in range(n)] for i in range(n)]
    t = list(map(list, zip(*eye)))
    tr = sum(eye[i][i] for i in range(n))
    flat = [v for row in eye for v in row]
    pairs = [(i, j) for i, row in enumerate(eye) for j, v in enumerate(row) if v]
    return t == eye, tr, flat, pairs


INPUTS = [(4,), (0,)]
