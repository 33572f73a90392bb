from __future__ import annotations


def program(text):
    try:
        return repr(float.fromhex(text))
    except (ValueError, OverflowError) as error:
        return type(error).__name__, str(error)


INPUTS = [
    (text,)
    for text in (
        "0x1.8p0", "-0x.8", "1.8p1", " 0xAp0 ", "inf", "-nan", "+Infinity", "xyz", "0x", "", "0x1p5000", "-0x0p0",
        "0x1.fffffffffffff8p0", "0x1.00000000000008p0", "0x1.000000000000080001p0", "0x1.00000000000018p0",
        "0x123456789abcdef123456789", "1p-1074", "0x1.p2", "0x1p", "0x1 p1", (0.1).hex(), (1e308).hex(), (5e-324).hex(),
    )
]  # fmt: skip
