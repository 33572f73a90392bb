import struct

HEADER = struct.Struct("<BB")


def program(data: bytes, n: int):
    try:
        wrong = [v for (v,) in struct.iter_unpack("<H", data[:n])]
    except struct.error as e:
        wrong = str(e)
    sums = [a + b for a, b in struct.iter_unpack("<BB", data)]
    packed = HEADER.pack(n, 1)
    return (
        sums, HEADER.unpack(data[:2]), HEADER.size, packed, list(HEADER.iter_unpack(data)), wrong,
        HEADER.unpack_from(data, offset=1), struct.unpack_from("<H", data, n),
    )  # fmt: skip


INPUTS = [(bytes(range(6)), 3), (bytes(range(8)), 4)]
