def reading(log):
    try:
        yield 1
        yield 2
    finally:
        log.append("closed")


def program(n: int):
    log = []
    g = reading(log)
    for _ in g:
        break
    log.append("left")
    log += [v for v in g]
    return log, n


INPUTS = [(3,)]
