"""``uuid.uuid4`` in the language itself: trackers and requests name what they make by it.

str(uuid.uuid4())      # 'f3b6f9e0-0f5c-4c3e-9d7b-0a4f4d5f1f3a', another one each time
"""

from __future__ import annotations

import random
from dataclasses import dataclass

DIGITS = "0123456789abcdef"


@dataclass(order=True, unsafe_hash=True, repr=False)
class Identifier:
    """A UUID by its hexadecimal digits: as a number it has 128 bits, and a program's ints have 64."""

    hex: str

    def __post_init__(self) -> None:
        digits = self.hex.replace("urn:", "").replace("uuid:", "").strip("{}").replace("-", "").lower()
        if len(digits) != 32 or not all(digit in DIGITS for digit in digits):
            raise ValueError("badly formed hexadecimal UUID string")
        self.hex = digits

    @property
    def version(self) -> int | None:
        return int(self.hex[12], 16) if self.hex[16] in "89ab" else None

    @property
    def urn(self) -> str:
        return "urn:uuid:" + str(self)

    @property
    def bytes(self) -> bytes:
        return bytes.fromhex(self.hex)

    def __str__(self) -> str:
        digits = self.hex
        return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"

    def __repr__(self) -> str:
        return f"UUID({str(self)!r})"


def uuid4() -> Identifier:
    """Drawn by a generator of its own, which the system seeds."""
    drawn = random.Random()
    digits = [DIGITS[drawn.getrandbits(4)] for _ in range(32)]
    digits[12] = "4"
    digits[16] = DIGITS[8 + drawn.getrandbits(2)]
    return Identifier("".join(digits))
