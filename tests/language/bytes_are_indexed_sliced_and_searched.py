"""bytes in and out of a program: indexing gives numbers, slicing bytes; searching, splitting, joining."""


def program(data: bytes):
    total = 0
    for byte in data:
        total = total * 31 + byte & 0xFFFF
    head, _, rest = data.partition(b":")
    fields = [field.strip() for field in rest.split(b",")]
    return (
        data[0] if data else None, data[1:3], data[::-1], total, head, fields, b"|".join(fields), data + b"!", data * 2,
        len(data), data.find(b","), data.startswith((b"a", b"k")), data.replace(b",", b";"), 58 in data, b"k" in data,
        data == b"key: a, b", data.upper(), list(data[:2]),
    )  # fmt: skip


INPUTS = [(b"key: a, b",), (b"",), (b"\xff\x00:\x80",)]
