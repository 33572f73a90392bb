def averager():
    total = 0.0
    count = 0
    average = None
    while True:
        value = yield average
        total += value
        count += 1
        average = total / count


def recorder():
    received = []
    while True:
        item = yield len(received)
        if item is None:
            return received
        received.append(item)


def program(values: list[float]):
    mean = averager()
    next(mean)
    means = [mean.send(v) for v in values]
    record = recorder()
    next(record)
    for v in values:
        record.send(v * 2)
    try:
        record.send(None)
    except StopIteration as stop:
        return means, stop.value
    return means, []


INPUTS = [([1.0, 2.0, 6.0],), ([],)]
