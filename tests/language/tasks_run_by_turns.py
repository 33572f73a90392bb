def task(name, steps, log):
    for i in range(steps):
        log.append(f"{name}{i}")
        yield


def program(n: int):
    log = []
    tasks = [task("a", 2, log), task("b", 3, log), task("c", n, log)]
    while tasks:
        one = tasks.pop(0)
        try:
            next(one)
            tasks.append(one)
        except StopIteration:
            log.append("done")
    return log


INPUTS = [(1,), (4,)]
