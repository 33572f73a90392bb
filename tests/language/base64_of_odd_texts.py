from __future__ import annotations

import base64
import binascii
import itertools


def program(texts: list[str]):
    found = []
    for text in texts:
        try:
            found.append(repr(base64.b64decode(text)))
        except binascii.Error as error:
            found.append(str(error))
    return (
        found,
        [base64.b64encode(text.encode()).decode() for text in texts],
        base64.urlsafe_b64encode(b"\xfb\xff\xfe"),
    )


_SHORT = ["".join(letters) for n in range(6) for letters in itertools.product("Q/=", repeat=n)]
INPUTS = [
    (["aGVsbG8=", "aGVsbG8", "aGVsbG8==", "a", "", "aGVs\nbG8h", "QQ==QQ==", "=QUI=", "QU I*=", "++//"],),
    ([],),
    (_SHORT,),
]
