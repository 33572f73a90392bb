class Window:
    def __init__(self, data):
        self.data = data

    def __len__(self):
        return len(self.data)

    def __getitem__(self, index):
        if isinstance(index, slice):
            return [self.data[i] for i in range(*index.indices(len(self)))]
        return self.data[index]


def attempt(bounds, length):
    try:
        return bounds.indices(length)
    except ValueError as error:
        return str(error)


def program(data: list[int], start: int, stop: int | None, step: int | None):
    window = Window(data)
    chosen = slice(start, stop, step)
    return (
        [window[1:3], window[::-1], window[-2:], window[start:stop]],
        [slice(2).indices(len(data)), slice(None, None, -2).indices(5), slice(-9, 9, 3).indices(abs(start))],
        attempt(chosen, len(data)),
        attempt(chosen, start),
    )


INPUTS = [
    ([1, 2, 3, 4, 5], 1, None, None),
    ([1, 2, 3], -2, 2, 0),
    ([], 5, -1, -1),
    ([7, 8, 9, 10], 3, -6, -2),
    ([7, 8, 9, 10], -9, 9, 3),
]
