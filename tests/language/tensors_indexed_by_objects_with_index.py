import torch


class Place:
    def __init__(self, number):
        self.number = number

    def __index__(self):
        return self.number


SECOND = Place(1)


def program(x: torch.Tensor, number: int):
    place = Place(number)
    changed = x.clone()
    changed[place, SECOND:] = -1.0
    return x[SECOND], x[place], x[place:, SECOND], changed, list(range(place)), [1, 2, 3][SECOND]


INPUTS = [(torch.arange(6.0).reshape(2, 3), number) for number in (0, 1, 2)]
