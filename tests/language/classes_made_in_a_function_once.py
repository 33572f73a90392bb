import dataclasses


def program(n: int):
    @dataclasses.dataclass(order=True)
    class Point:
        x: int
        names: list = dataclasses.field(default_factory=list, compare=False)

    made = []
    for k in (1, 2, 3):

        class Scaled:
            factor = k

            def __init__(self, value):
                self.value = value * k

            def get(self):
                return self.value * self.factor

        made.append(Scaled(n).get())
    first, second = Point(n + 1, ["a"]), Point(n)
    return [p.x for p in sorted([first, second])], dataclasses.astuple(min(first, second)), made


INPUTS = [(3,), (-1,)]
