def program(x: float):
    numbers = [0, 1]
    if x:
        count = 0
        while True:
            count += 1
            if count > 6:
                break
    else:
        return numbers
    return min((count for _ in numbers), default=3)


INPUTS = [(0.5,), (0.0,)]
