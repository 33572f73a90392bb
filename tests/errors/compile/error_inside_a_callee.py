def inner(x):
    return x.clamp(min="low")


def outer(x):
    return inner(x * 2) + 1


def program(x):
    return outer(x)
