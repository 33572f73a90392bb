class Guard:
    def __init__(self, log, swallow):
        self.log = log
        self.swallow = swallow

    def __enter__(self):
        self.log.append("enter")
        return self

    def __exit__(self, t, v, tb):
        self.log.append("none" if t is None else t.__name__)
        return self.swallow


def program(n: int, swallow: bool):
    log = []
    out = 0
    try:
        with Guard(log, swallow) as g:
            if n == 7:
                return log, "early"
            out = 10 // n
            log.append("ok")
        log.append("after")
    except ZeroDivisionError:
        log.append("caught")
    return log, out


INPUTS = [(1, True), (0, True), (0, False), (7, False)]
