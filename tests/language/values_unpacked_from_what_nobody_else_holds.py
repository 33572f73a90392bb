"""Unpacking takes the parts out of a tuple or list; they are still there where somebody else holds it."""


def pair(i: int):
    return [i], "p" + str(i)


def program(n: int):
    kept = pair(n)
    first, second = kept
    first.append(-1)
    a, b = [n], [n + 1]
    a, b = b, a
    rows = [[i, str(i)] for i in range(n)]
    numbers = []
    for row in rows:
        number, text = row
        numbers.append((number, text))
    for number, (one, two) in [(i, pair(i)) for i in range(n)]:
        one.append(number)
        numbers.append((one, two))
    while rows:
        last, text = rows.pop()
        numbers.append((last, text + "!"))
    try:
        rows.pop()
    except IndexError as e:
        numbers.append((-1, str(e)))
    return kept, first, second, a, b, rows, numbers


INPUTS = [(3,), (0,), (1,)]
