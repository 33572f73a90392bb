class Vector:
    def __init__(self, x: float, y: float):
        self.x, self.y = x, y

    @property
    def length(self):
        return (self.x**2 + self.y**2) ** 0.5

    @length.setter
    def length(self, value):
        factor = value / self.length
        self.x, self.y = self.x * factor, self.y * factor

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)

    def __eq__(self, other):
        return self.x == other.x and self.y == other.y

    def __neg__(self):
        return Vector(-self.x, -self.y)

    def __getitem__(self, i):
        return self.x if i == 0 else self.y

    def __len__(self):
        return 2

    def __contains__(self, value):
        return value in (self.x, self.y)

    def __call__(self, scale):
        return self.x * scale

    def __bool__(self):
        return self.x != 0 or self.y != 0


def program(numbers: list[float]):
    total = Vector(0.0, 0.0)
    vectors = []
    for n in numbers:
        vectors.append(Vector(n, n + 1))
        total = total + vectors[-1]
    was = bool(total)
    if total:
        total.length = 10.0
    return (
        was,
        round(total.x, 9),
        round(total.length, 9),
        (-total)[1] < 0,
        len(total),
        3.0 in total,
        total(2),
        [v == Vector(1.0, 2.0) for v in vectors],
        [v != total for v in vectors],
    )


INPUTS = [([1.0, 2.0],), ([],)]
