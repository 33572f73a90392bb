def program(n: int):
    queue = [1]
    log = []

    def items():
        for value in queue:
            yield value

    def producer():
        for i in range(n):
            log.append(i)
            yield

    def consumer():
        while True:
            while log:
                yield log.pop(0)
            yield None

    it = items()
    first = next(it)
    queue.append(n)
    rest = list(it)
    takes = consumer()
    got = []
    for _ in producer():
        got.append(next(takes))
    return first, rest, got, next(takes)


INPUTS = [(3,)]
