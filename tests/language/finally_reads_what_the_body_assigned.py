def program(value: int, text: str):
    log = []
    try:
        value = value + 1
        number = int(text)
    except ValueError as error:
        value = -1
        number = 0
        log.append(str(error))
    finally:
        seen = value
        log.append(str(number))
    try:
        last = text * 2
    finally:
        kept = last
    return seen, log, kept, value


INPUTS = [(3, "7"), (3, "x"), (0, "")]
