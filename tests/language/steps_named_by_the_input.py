"""A pipeline whose steps and their options come with the input: methods by name, **options into **others."""


class Steps:
    def __init__(self):
        self.log = []

    def scale(self, values, factor=1.0):
        return [v * factor for v in values]

    def clip(self, values, low=0.0, high=1.0, **ignored):
        self.log.append(sorted(ignored))
        return [min(max(v, low), high) for v in values]

    def run(self, values, steps):
        for name, options in steps:
            values = getattr(self, name)(values, **options)
        return values


STEPS = Steps()
CHOICES = {"scale": lambda v, factor=2.0: v * factor, "shift": lambda v, by=1.0, **rest: v + by + len(rest)}


def program(values: list[float], steps: list[tuple[str, dict[str, float]]], name: str) -> tuple:
    chosen = CHOICES[name](values[0], **({"factor": 3.0} if name == "scale" else {"by": 5.0, "extra": 1.0}))
    return STEPS.run(values, steps), chosen, len(STEPS.log)


INPUTS = [
    ([0.1, 0.9], [("scale", {"factor": 2.0}), ("clip", {"high": 0.5, "other": 1.0})], "scale"),
    ([0.1, 0.9], [("clip", {})], "shift"),
    ([0.1], [("scale", {"size": 2.0})], "scale"),
    ([0.1], [("sharpen", {})], "scale"),
]
