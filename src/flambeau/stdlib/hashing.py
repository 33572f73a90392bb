"""``hashlib`` in the language itself: objects keep what they are given, which is digested when that is asked for."""

from __future__ import annotations

from typing import Any

SIZES = {
    "md5": (16, 64), "sha1": (20, 64), "sha224": (28, 64), "sha256": (32, 64), "sha384": (48, 128), "sha512": (64, 128),
}  # fmt: skip


class Hash:
    def __init__(self, name: str, data: Any = b"") -> None:
        if name not in SIZES:
            raise ValueError(f"unsupported hash type {name}")
        self.name = name
        self.digest_size, self.block_size = SIZES[name]
        self.data = b""
        self.update(data)

    def update(self, data: Any) -> None:
        if isinstance(data, str):
            raise TypeError("Strings must be encoded before hashing")
        self.data += bytes(data)

    def digest(self) -> bytes:
        return digest_of(self.name, self.data)

    def hexdigest(self) -> str:
        return self.digest().hex()

    def copy(self) -> Any:
        return Hash(self.name, self.data)


def digest_of(name: str, data: bytes) -> bytes:
    """The runtime's own: ``py::digest``."""
    raise NotImplementedError
