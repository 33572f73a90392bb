class Count:
    def __init__(self):
        self.number = 0

    def __eq__(self, other):
        return self.number == other

    def __hash__(self):
        return 0


count = Count()


def program(x):
    count.number += 1
    return x if count in [1, 2] else -x
