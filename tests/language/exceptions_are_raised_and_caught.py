def parse(text: str):
    try:
        return int(text)
    except ValueError:
        return -1


def program(text: str, divisor: int):
    value = parse(text)
    if divisor == 0:
        raise ZeroDivisionError("no zero, please")
    return value // divisor


INPUTS = [("12", 5), ("x", 5), ("12", 0)]
