class Shape:
    kind = "shape"

    def area(self) -> float:
        raise NotImplementedError

    def describe(self) -> str:
        return f"{self.kind} of {self.area():.2f}"


class Circle(Shape):
    kind = "circle"

    def __init__(self, radius: float):
        self.radius = radius

    def area(self):
        return 3.14159 * self.radius**2


class Square(Shape):
    kind = "square"

    def __init__(self, side: float):
        self.side = side

    def area(self):
        return self.side * self.side


def program(sizes: list[float]):
    shapes = []
    for i, size in enumerate(sizes):
        shapes.append(Circle(size) if i % 2 == 0 else Square(size))
    circles = [s for s in shapes if isinstance(s, Circle)]
    return [s.describe() for s in shapes], sum(s.area() for s in shapes), len(circles), [s.kind for s in circles]


INPUTS = [([1.0, 2.0, 0.5],), ([],)]
