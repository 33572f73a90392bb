import re


def program(data: bytes, word: bytes):
    return re.sub(rb"\b" + word, b"", data)


EXAMPLE = (b"ab", b"a")
