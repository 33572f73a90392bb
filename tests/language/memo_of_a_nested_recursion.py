def program(n: int):
    memo = {}

    def f(k):
        if k < 2:
            return k
        if k in memo:
            return memo[k]
        memo[k] = f(k - 1) + f(k - 2)
        return memo[k]

    return f(n)


INPUTS = [(10,), (3,)]
