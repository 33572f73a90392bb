class Found:
    def __init__(self, value: int):
        self.value = value


def program(values: list[int]):
    at = 0
    last = None
    while True:
        at += 1
        if at > 4:
            break
        match values[at : at + 1]:
            case [one]:
                last = one
            case _:
                missing = Found(at)
                last = missing.value
    return last, at


INPUTS = [([1, 2, 3],), ([],), ([1, 2, 3, 4, 5, 6],)]
