def program(x: int):
    pair = (x, 1)
    other = pair
    made = (x, 1)
    return pair is other, pair is made, pair is not made, pair == made


INPUTS = [(3,), (0,)]
