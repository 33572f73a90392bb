def inner(log):
    try:
        while True:
            item = yield len(log)
            log.append(item)
    except ValueError:
        log.append("bad")
        yield -1
    return "over"


def outer(log):
    result = yield from inner(log)
    log.append(result)
    yield 100


def program(n: int):
    log = []
    g = outer(log)
    steps = [next(g), g.send("x"), g.send("y"), g.throw(ValueError("z")), next(g)]
    return steps, log, list(g), n


INPUTS = [(3,)]
