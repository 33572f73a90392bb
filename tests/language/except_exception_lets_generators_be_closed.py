def guarded(log):
    for i in range(3):
        try:
            yield i
        except Exception as error:
            log.append(str(error))


def program(n: int):
    log = []
    g = guarded(log)
    next(g)
    log.append(g.throw(RuntimeError("seen")))
    g.close()
    return log, list(g), n


INPUTS = [(3,)]
