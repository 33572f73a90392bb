def program(base: int, exponent: int, modulus: int):
    return pow(base, exponent, modulus), pow(3, exponent + 2, 1009), pow(True, 2, modulus)


INPUTS = [(7, 560, 561), (-5, 3, 13), (5, 3, -13), (3, -1, 11), (2, -1, 4), (2, 3, 0), (10**15, 10**15, 10**15 + 37)]
