def program(n: int):
    log = []

    def f(k):
        try:
            log.append("body")
            if k == 0:
                return "zero"
            if k > 5:
                raise ValueError("big")
            return "some"
        finally:
            log.append("finally")

    try:
        r = f(n)
    except ValueError as e:
        r = str(e)
    return r, log


INPUTS = [(3,), (0,), (7,)]
