def program(n: int):
    moves = []

    def hanoi(k, a, b, c):
        if k == 0:
            return
        hanoi(k - 1, a, c, b)
        moves.append(a + c)
        hanoi(k - 1, b, a, c)

    hanoi(n, "A", "B", "C")
    return moves


INPUTS = [(3,), (1,), (0,)]
