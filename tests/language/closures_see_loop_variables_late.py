def program(n: int):
    fs = []
    for i in range(3):
        fs.append(lambda x: x + i)
    gs = [lambda x, k=k: x * k for k in range(3)]
    acc = []

    def add(v, log=acc):
        log.append(v)
        return len(log)

    add(n)
    add(n + 1)
    return ([f(n) for f in fs], [g(n) for g in gs], acc)


INPUTS = [(3,), (0,)]
