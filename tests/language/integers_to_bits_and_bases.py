"""Methods of int, bases, powers with a modulus, divmod and shifts."""


def program(number: int, other: int):
    quotient, remainder = divmod(number, other)
    return (
        number.bit_length(), number.bit_count(), bin(number), oct(number), hex(number), int(bin(number), 2),
        f"{number:#010x} {number:_b} {number:,}", pow(number, 3, 97), quotient, remainder, number >> 2, number << 3,
        number & other, number ^ other, ~number, number.conjugate(), number.real, number.imag, number.denominator,
        (number > other).bit_length(), -number // other, -number % other, abs(number), int("-0b101", 0), int("zz", 36),
    )  # fmt: skip


INPUTS = [(77, 5), (-1234567, 13), (0, -3), (7, 0)]
