def program(n: int):
    def f(k):
        while True:
            try:
                if k == 1:
                    return "one"
                if k == 2:
                    raise KeyError("k")
                k = 1
            finally:
                if k == 2:
                    return "overridden"

    return f(n)


INPUTS = [(1,), (2,), (3,)]
