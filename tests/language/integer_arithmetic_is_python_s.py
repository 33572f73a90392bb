def program(a: int, b: int):
    return a // b, a % b, divmod(a, b), a / b, a**2, abs(a), -a, ~a, a & b, a | b, a ^ b, a << 2, a >> 1, a == b, a != b


INPUTS = [(7, 2), (-7, 2), (7, -2), (1, 0)]
