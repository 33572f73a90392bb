import cmath


def program(z: complex):
    values = [cmath.asin(z), cmath.acos(z), cmath.atan(z), cmath.asinh(z), cmath.acosh(z), cmath.tanh(z), cmath.tan(z)]
    texts = []
    for value in values:
        texts.append(f"{value.real:.9g} {value.imag:.9g}")
    try:
        texts.append(f"{abs(cmath.atanh(z)):.9g} {abs(cmath.log10(z)):.9g}")
    except ValueError as error:
        texts.append(str(error))
    return texts


INPUTS = [(0.5 + 2j,), (-2 - 0.25j,), (1 + 0j,), (complex(-0.0, 3),), (1e200 + 1e200j,), (0j,), (-400 + 1j,)]
