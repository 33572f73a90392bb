class Layers:
    def __init__(self, scale):
        self.scale = scale
        self.count = 2

    @property
    def half(self):
        return self.scale / 2

    def apply_add(self, x):
        return x + self.scale

    def apply_mul(self, x):
        return x * self.scale


def program(kind: str, name: str, x: float):
    alone = Layers(x)
    several = [Layers(1.5), Layers(x)]
    apply = getattr(alone, f"apply_{kind}", None)
    if apply is None:
        return kind
    try:
        data = getattr(alone, name) * 2
    except (AttributeError, TypeError) as error:
        data = type(error).__name__
    return (
        apply(x),
        [getattr(one, "apply_" + kind)(x) for one in several],
        data,
        [getattr(one, name, "none") for one in several if name != "apply_add"],
    )


INPUTS = [
    ("add", "scale", 1.0),
    ("mul", "count", 2.0),
    ("add", "half", 3.0),
    ("mul", "absent", 1.0),
    ("mul", "apply_add", 1.0),
    ("pow", "scale", 1.0),
]
