def fact(n):
    return 1 if n <= 1 else n * fact(n - 1)


def fib(n):
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)


def program(n: int):
    return (fact(n), fib(n))


INPUTS = [(5,), (1,), (12,)]
