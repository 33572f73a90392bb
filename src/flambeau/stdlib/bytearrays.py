"""``bytearray``, in the language itself: a list of numbers below 256 with the methods that bytes have; and what bytes
themselves have that is easier written here.

raw = bytearray([72, 105])
raw += b"!"                # what is no method of a list is computed of bytes(raw)
raw.decode("utf-8")        # 'Hi!'
"""

from __future__ import annotations

from typing import Any


def _byte(value: Any) -> int:
    if not 0 <= value < 256:
        raise ValueError("byte must be in range(0, 256)")
    return value  # type: ignore[no-any-return]


class ByteArray(list):  # type: ignore[type-arg]
    stands_for = bytearray
    known_as = "builtins:bytearray"

    def __init__(self, source: Any = (), encoding: Any = None, errors: str = "strict") -> None:
        super().__init__()
        if isinstance(source, str):
            if encoding is None:
                raise TypeError("string argument without an encoding")
            self.extend(source.encode(encoding, errors))
        elif isinstance(source, int):
            if source < 0:
                raise ValueError("negative count")
            super().extend(list(bytes(source)))
        else:
            self.extend(source)

    def append(self, value: Any) -> None:
        super().append(_byte(value))

    def insert(self, place: Any, value: Any) -> None:
        super().insert(place, _byte(value))

    def extend(self, values: Any) -> None:
        if isinstance(values, (bytes, bytearray)):
            super().extend(list(values))
        else:
            for value in values:
                super().append(_byte(value))

    def __setitem__(self, place: Any, value: Any) -> None:
        if isinstance(place, slice):
            is_bytes = isinstance(value, (bytes, bytearray))
            super().__setitem__(place, list(value) if is_bytes else [_byte(one) for one in value])
        else:
            super().__setitem__(place, _byte(value))

    def __getitem__(self, place: Any) -> Any:
        if isinstance(place, slice):
            part = ByteArray()
            list.extend(part, super().__getitem__(place))
            return part
        return super().__getitem__(place)

    def __add__(self, other: Any) -> Any:
        made = ByteArray(self)
        made.extend(other)
        return made

    def __radd__(self, other: bytes) -> bytes:
        return other + bytes(list(self))

    def __iadd__(self, other: Any) -> Any:
        self.extend(other)
        return self

    def __mul__(self, count: Any) -> Any:
        return ByteArray(bytes(list(self)) * count)

    __rmul__ = __mul__

    def __eq__(self, other: object) -> bool:
        return isinstance(other, (bytes, bytearray)) and list(self) == list(other)

    def __contains__(self, part: Any) -> bool:
        return part in bytes(list(self))

    def __repr__(self) -> str:
        return f"bytearray({bytes(list(self))!r})"

    def copy(self) -> Any:
        return ByteArray(self)

    def decode(self, encoding: str = "utf-8", errors: str = "strict") -> str:
        return bytes(list(self)).decode(encoding, errors)

    def hex(self) -> str:
        return bytes(list(self)).hex()

    def find(self, part: Any, start: Any = None, end: Any = None) -> int:
        return bytes(list(self)).find(part, start, end)

    def rfind(self, part: Any, start: Any = None, end: Any = None) -> int:
        return bytes(list(self)).rfind(part, start, end)

    def index(self, part: Any, start: Any = None, end: Any = None) -> int:
        return bytes(list(self)).index(bytes([part]) if isinstance(part, int) else part, start, end)

    def rindex(self, part: Any, start: Any = None, end: Any = None) -> int:
        return bytes(list(self)).rindex(bytes([part]) if isinstance(part, int) else part, start, end)

    def count(self, part: Any, start: Any = None, end: Any = None) -> int:
        return bytes(list(self)).count(bytes([part]) if isinstance(part, int) else part, start, end)

    def startswith(self, prefix: Any, start: Any = None, end: Any = None) -> bool:
        return bytes(list(self)).startswith(prefix, start, end)

    def endswith(self, suffix: Any, start: Any = None, end: Any = None) -> bool:
        return bytes(list(self)).endswith(suffix, start, end)

    def isdigit(self) -> bool:
        return bytes(list(self)).isdigit()

    def isalpha(self) -> bool:
        return bytes(list(self)).isalpha()

    def isalnum(self) -> bool:
        return bytes(list(self)).isalnum()

    def isspace(self) -> bool:
        return bytes(list(self)).isspace()

    def islower(self) -> bool:
        return bytes(list(self)).islower()

    def isupper(self) -> bool:
        return bytes(list(self)).isupper()

    def istitle(self) -> bool:
        return bytes(list(self)).istitle()

    def isascii(self) -> bool:
        return bytes(list(self)).isascii()

    def lower(self) -> Any:
        return ByteArray(bytes(list(self)).lower())

    def upper(self) -> Any:
        return ByteArray(bytes(list(self)).upper())

    def swapcase(self) -> Any:
        return ByteArray(bytes(list(self)).swapcase())

    def capitalize(self) -> Any:
        return ByteArray(bytes(list(self)).capitalize())

    def title(self) -> Any:
        return ByteArray(bytes(list(self)).title())

    def strip(self, chars: Any = None) -> Any:
        return ByteArray(bytes(list(self)).strip(chars))

    def lstrip(self, chars: Any = None) -> Any:
        return ByteArray(bytes(list(self)).lstrip(chars))

    def rstrip(self, chars: Any = None) -> Any:
        return ByteArray(bytes(list(self)).rstrip(chars))

    def ljust(self, width: int, fillbyte: Any = b" ") -> Any:
        return ByteArray(bytes(list(self)).ljust(width, fillbyte))

    def rjust(self, width: int, fillbyte: Any = b" ") -> Any:
        return ByteArray(bytes(list(self)).rjust(width, fillbyte))

    def center(self, width: int, fillbyte: Any = b" ") -> Any:
        return ByteArray(bytes(list(self)).center(width, fillbyte))

    def zfill(self, width: int) -> Any:
        return ByteArray(bytes(list(self)).zfill(width))

    def expandtabs(self, tabsize: int = 8) -> Any:
        return ByteArray(bytes(list(self)).expandtabs(tabsize))

    def replace(self, old: Any, new: Any, count: int = -1) -> Any:
        return ByteArray(bytes(list(self)).replace(old, new, count))

    def removeprefix(self, prefix: Any) -> Any:
        return ByteArray(bytes(list(self)).removeprefix(prefix))

    def removesuffix(self, suffix: Any) -> Any:
        return ByteArray(bytes(list(self)).removesuffix(suffix))

    def translate(self, table: Any, delete: bytes = b"") -> Any:
        return ByteArray(bytes(list(self)).translate(table, delete))

    def join(self, parts: Any) -> Any:
        return ByteArray(bytes(list(self)).join([bytes(part) for part in parts]))

    def split(self, sep: Any = None, maxsplit: int = -1) -> Any:
        return [ByteArray(part) for part in bytes(list(self)).split(sep, maxsplit)]

    def rsplit(self, sep: Any = None, maxsplit: int = -1) -> Any:
        return [ByteArray(part) for part in bytes(list(self)).rsplit(sep, maxsplit)]

    def splitlines(self, keepends: bool = False) -> Any:
        return [ByteArray(part) for part in bytes(list(self)).splitlines(keepends)]

    def partition(self, sep: Any) -> Any:
        before, between, after = bytes(list(self)).partition(sep)
        return ByteArray(before), ByteArray(between), ByteArray(after)

    def rpartition(self, sep: Any) -> Any:
        before, between, after = bytes(list(self)).rpartition(sep)
        return ByteArray(before), ByteArray(between), ByteArray(after)


def translate(data: bytes, table: Any, delete: bytes = b"") -> bytes:
    """``bytes.translate``."""
    if table is not None and len(table) != 256:
        raise ValueError("translation table must be 256 characters long")
    kept = [byte for byte in data if byte not in delete] if delete else list(data)
    return bytes([table[byte] for byte in kept]) if table is not None else bytes(kept)
