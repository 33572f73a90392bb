class Plain:
    pass


def told(call):
    try:
        return call()
    except TypeError as error:
        return str(error)


def two(value):
    a, b = value
    return a, b


def rest(value):
    a, *b = value
    return a, b


def program(n: int):
    values = (n, None, 1.5j, Plain(), Plain, len, [1, 2])
    return [told(lambda: two(value)) for value in values] + [told(lambda: rest(value)) for value in values]


INPUTS = [(0,), (1,)]
