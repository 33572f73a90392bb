def program(n: int):
    seen = []
    while True:
        seen.append(n)
        if n == 1:
            break
        n = n // 2 if n % 2 == 0 else 3 * n + 1
    return seen


INPUTS = [(6,), (1,), (27,)]
