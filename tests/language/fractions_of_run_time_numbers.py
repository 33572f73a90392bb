from fractions import Fraction


def program(a: int, b: int):
    one = Fraction(a, b)
    total = one + Fraction(1, 3)
    return (
        one.numerator,
        one.denominator,
        total.numerator,
        total.denominator,
        one > Fraction(1, 2),
        str(total),
        float(one),
    )


INPUTS = [(3, 6), (-4, 3)]
