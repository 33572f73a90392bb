class Refused(ValueError):
    pass


def program(n: int):
    try:
        if n > 2:
            raise Refused(f"{n} is too much")
        return "fine"
    except ValueError as error:
        return "refused: " + str(error)


INPUTS = [(1,), (3,)]
