import struct


def program(data: bytes, n: int, x: float):
    a, b, c, d = struct.unpack("<BHf3s", data)
    try:
        tail = struct.unpack_from("!hB", data, n)
    except struct.error as error:
        tail = (len(str(error)), 0)
    packed = struct.pack(">Bhd4s?", n, a - b, x, d, n > 0)
    return a + b, c, d, tail, packed, struct.calcsize(">Bhd4s?"), struct.pack("iqh", n, -n, n)


INPUTS = [
    (b"\x01\x02\x00\x00\x00\x80?abc", 2, 2.5),
    (b"\x01\x02\x00\x00\x00\x80?abc", 9, -0.0),
    (b"\x01\x02\x00\x00\x00\x80?abc", 300, 1.0),
    (b"", 0, 1.0),
]
