def program(n: int):
    power = 1
    for _ in range(n):
        power = power * 1000
    return power


INPUTS = (8,)
