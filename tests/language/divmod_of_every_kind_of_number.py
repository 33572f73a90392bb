def program(a: int, b: int, x: float, y: float):
    results = []
    for pair in ((a, b), (a, 3), (-7, b)):
        try:
            results.append(divmod(*pair))
        except ZeroDivisionError as error:
            results.append(str(error))
    try:
        results.append(divmod(x, y))
    except ZeroDivisionError as error:
        results.append(str(error))
    try:
        results.append(divmod(a, y))
    except ZeroDivisionError as error:
        results.append(str(error))
    try:
        quotient, rest = divmod(x, b)
        results.append(quotient + rest)
    except ZeroDivisionError as error:
        results.append(str(error))
    return results, divmod(a > 2, True)


INPUTS = [(7, 2, 5.3, -2.0), (-7, 0, 1.5, 0.0), (0, -3, -0.0, 2.5)]
