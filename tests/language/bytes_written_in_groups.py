def program(data: bytes, n: int):
    try:
        wrong = data.hex("ab")
    except ValueError as e:
        wrong = str(e)
    return (
        data.hex(), data.hex(" "), data.hex(":", n), data.hex("-", -n), data.hex(sep=b"_", bytes_per_sep=3),
        data[:0].hex(" "), wrong,
    )  # fmt: skip


INPUTS = [(b"abcdefg", 2), (b"a", 1), (b"\x00\xff", 5)]
