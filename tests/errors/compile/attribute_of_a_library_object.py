import decimal


def program(places: int):
    decimal.getcontext().prec = places
    return places
