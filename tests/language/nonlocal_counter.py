def program(n: int):
    count = 0

    def bump(by):
        nonlocal count
        count += by
        return count

    for i in range(n):
        bump(i)
    return count, bump(1)


INPUTS = [(4,), (0,)]
