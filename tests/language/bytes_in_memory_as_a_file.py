from __future__ import annotations

import io


def program(data: bytes, more: bytes):
    file = io.BytesIO(data)
    head = file.read(4)
    place = file.tell()
    file.seek(-3, 2)
    tail = file.read()
    file.write(more)
    file.seek(1)
    file.write(b"XY")
    with io.BytesIO() as other:
        other.write(head)
        other.seek(6)
        other.write(bytes([1, 2]))
        held = other.getvalue()
    try:
        other.read()
    except ValueError as error:
        return head, place, tail, file.getvalue(), held, str(error)
    return None


INPUTS = [(b"0123456789", b"ab"), (b"12345", b"")]
