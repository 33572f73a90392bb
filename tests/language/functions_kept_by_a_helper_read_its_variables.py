"""What a function reads of the call that put it into a list is that call's, not that of a later one."""


def handle(functions, number, calls_them):
    if calls_them:
        return [function(1) for function in functions]
    scale = number * 10
    functions.append(lambda value: value * number + scale)
    return []


def program(count: int):
    functions = []

    def add(factor):
        functions.append(lambda value: value * factor + count)

    for number in range(count):
        handle(functions, number, False)
        add(number)
    first = handle(functions, 50, True)
    count = 100
    return first, handle(functions, 60, True), [function(2) for function in functions]


INPUTS = [(3,), (0,), (1,)]
