TABLE = {"bits": int.bit_length, "low": str.lower, "hex": float.hex, "same": lambda value: value}


def program(name: str, value: int | float | str | None):
    told = []
    for key in TABLE:
        try:
            told.append(TABLE[key](value))
        except TypeError as error:
            told.append(str(error))
    try:
        told.append(TABLE[name](value))
    except TypeError as error:
        told.append(str(error))
    return told


INPUTS = [("bits", 5), ("low", 2.5), ("hex", "Ab"), ("bits", None), ("same", 2.5)]
