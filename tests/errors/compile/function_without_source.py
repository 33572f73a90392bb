import zlib


def program(x, text: str):
    return x * zlib.crc32(text.encode())
