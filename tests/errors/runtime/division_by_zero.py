def program(total: int, count: int):
    return total // count


INPUTS = (3, 0)
