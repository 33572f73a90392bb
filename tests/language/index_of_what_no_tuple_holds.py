def program(value: int):
    told = []
    for held in ((), (1, 2), (value,), tuple(range(value)), [], [1, 2]):
        for wanted in ("", 7, value):
            try:
                told.append(held.index(wanted))
            except ValueError as error:
                told.append(str(error))
    return told


INPUTS = [(2,), (7,)]
