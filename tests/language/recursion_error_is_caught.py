def program(n: int):

    def down(k):
        return 0 if k == 0 else 1 + down(k - 1)

    try:
        return down(n)
    except RecursionError:
        return "too deep"


INPUTS = [(100000,)]
