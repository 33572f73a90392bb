import base64
import hashlib
import struct
import zlib

import torch


def program(data: bytes, width: int):
    raw = bytearray(data)
    raw += b"xy"
    record = bytearray(8)
    struct.pack_into("<Hf", record, 1, width, 0.5)
    digest = hashlib.sha256()
    digest.update(raw)
    return (
        struct.unpack_from("<H", raw, 0), list(struct.iter_unpack("B", raw)), record,
        digest.hexdigest(), hashlib.md5(raw).hexdigest(), base64.b64encode(raw), zlib.crc32(raw),
        int.from_bytes(raw, "big"), str(raw, "latin-1"), str(data, "utf-8", errors="replace"),
        b"-".join([raw, b"z"]), raw.join([data, raw]), b"q" + raw, raw + b"q", 2 * raw,
        torch.frombuffer(raw, dtype=torch.uint8),
    )  # fmt: skip


INPUTS = [(b"ab", 3), (b"", 0), (b"\xff\x00c", 65535), (b"12345", -1)]
