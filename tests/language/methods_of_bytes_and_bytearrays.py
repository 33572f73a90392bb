def of(data, part, width):
    return [
        data.capitalize(), data.title(), data.swapcase(), data.upper(), data.lower(), data.islower(), data.isupper(),
        data.istitle(), data.isascii(), data.isalpha(), data.isalnum(), data.isdigit(), data.isspace(),
        data.ljust(width), data.rjust(width, b"."), data.center(width, b"*"), data.zfill(width), data.expandtabs(4),
        data.count(part), data.find(part), data.rfind(part, 1), data.count(97), data.startswith(part),
        data.endswith(part), data.strip(), data.lstrip(b"a"), data.rstrip(b"b\n"), data.partition(part),
        data.rpartition(part), data.split(part, 1), data.rsplit(part, 1), data.splitlines(), data.removeprefix(part),
        data.removesuffix(part), data.replace(part, b"==", 1), data.translate(None, part), data.hex(),
    ]  # fmt: skip


def place(data, part):
    try:
        return data.index(part), data.rindex(part)
    except ValueError as error:
        return str(error)


def program(data: bytes, part: bytes, width: int):
    raw = bytearray(data)
    return of(data, part, width), of(raw, part, width), place(data, part), place(raw, part)


INPUTS = [
    (b"abcab", b"b", 8),
    (b"-12\tQ\n", b"\t", 9),
    (b"It is A title", b" ", 3),
    (b"\xc3\xa9", b"x", 5),
    (b"", b"a", 2),
]
