def reading(log):
    try:
        yield 1
        yield 2
    finally:
        log.append("closed")


def both(log):
    try:
        yield from reading(log)
    finally:
        log.append("outer")


def stubborn():
    try:
        yield 1
    except GeneratorExit:
        yield 2


def program(n: int):
    log = []
    g = reading(log)
    log.append(next(g))
    g.close()
    g.close()
    h = both(log)
    log.append(next(h) + n)
    h.close()
    unstarted = reading(log)
    unstarted.close()
    s = stubborn()
    next(s)
    try:
        s.close()
    except RuntimeError as error:
        log.append(str(error))
    for i in reading(log):
        log.append(i)
    return log, list(g), list(h), list(unstarted)


INPUTS = [(3,)]
