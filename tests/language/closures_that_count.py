def program(n: int):

    def counter(start=0):
        c = start

        def inc(by=1):
            nonlocal c
            c += by
            return c

        def get():
            return c

        return (inc, get)

    inc, get = counter(n)
    inc()
    inc(5)
    i2, g2 = counter()
    i2()
    return (get(), g2())


INPUTS = [(4,), (0,)]
