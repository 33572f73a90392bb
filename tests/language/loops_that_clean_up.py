"""A handler or finally that begins with a loop: the exception is there after it, however often it has run."""


def cleaned(items, pending):
    try:
        first = items[0]
    finally:
        while pending:
            pending.pop()
    return first


def handled(items, log):
    try:
        return str(items[5])
    except IndexError as error:
        while len(log) < 3:
            log.append("again")
        return str(error)


def program(items: list[int], pending: list[int], stuck: bool):
    log = []
    try:
        first = str(cleaned(items, pending))
    except IndexError as error:
        first = str(error)
    try:
        second = items[1]
    finally:
        while stuck:
            pass
    return first, handled(items, log), log, second


INPUTS = [([3, 4], [1, 2], False), ([], [], False), ([1], [3], False)]
