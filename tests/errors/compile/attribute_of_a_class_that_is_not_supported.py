def program(x, k: int):
    return x * k.as_integer_ratio()[0]
