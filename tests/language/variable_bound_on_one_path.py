def program(flag: bool):
    if flag:
        value = 3
    return value


INPUTS = [(True,), (False,)]
