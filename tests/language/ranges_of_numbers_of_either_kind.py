def text_of(function):
    try:
        return function()
    except TypeError as error:
        return str(error)


def program(n: int, half: float):
    stop = half if n > 2 else n
    return text_of(lambda: [i for i in range(stop)]), text_of(lambda: list(range(0, 5, stop))), range(n)[-1:]


INPUTS = [(1, 0.5), (3, 1.5)]
