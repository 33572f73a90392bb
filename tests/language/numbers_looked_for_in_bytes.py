def in_range(value: int):
    try:
        return value in b"\x00\xff", None
    except ValueError as error:
        return None, str(error)


def program(value: int, data: bytes):
    found = [in_range(value), in_range(-1), in_range(255)]
    return found, value % 256 in data, b"b" in data


INPUTS = [(0, b"abc"), (300, b"\x2c"), (-1, b""), (98, b"b")]
