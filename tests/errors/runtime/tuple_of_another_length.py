def program(size: tuple[int, int]):
    return size[0] * size[1]


INPUTS = ((1, 2, 3),)
