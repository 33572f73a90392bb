def program(n: int):
    going = n > 0
    k = n
    while going:
        k -= 1
        going = k > 2
    return k


INPUTS = [(5,), (0,)]
