import contextlib


@contextlib.contextmanager
def tag(log, name):
    log.append("<" + name + ">")
    try:
        yield name.upper()
    finally:
        log.append("</" + name + ">")


@contextlib.contextmanager
def plain(log):
    log.append("in")
    yield
    log.append("out")


def program(n: int):
    log = []
    for i in range(3):
        with tag(log, "b") as t, plain(log):
            log.append(t)
            if n == 5 and i == 1:
                break
            if n == 6:
                continue
            x = 4 // n
            log.append(str(x))
    return log


INPUTS = [(1,), (0,), (5,), (6,)]
