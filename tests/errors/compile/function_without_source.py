import zlib


def program(x, text: str):
    return x * len(zlib.compress(text.encode()))
