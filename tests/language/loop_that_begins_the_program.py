def program(value: float):
    while value:
        value = value // 2
        if value < 3:
            break
    while True:
        missing += 1
    return value


INPUTS = [(0.0,), (9.0,)]
