class Noted:
    def __init__(self):
        self.names = []

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        self.names.append(kind.__name__ if kind else "none")
        return bool(kind) and issubclass(kind, KeyError)


def program(number: int):
    noted = Noted()
    with noted:
        if number == 1:
            raise KeyError("one")
    try:
        with noted:
            if number == 2:
                raise ValueError("two")
    except ValueError as error:
        noted.names.append(str(error))
    return noted.names


INPUTS = [(0,), (1,), (2,)]
