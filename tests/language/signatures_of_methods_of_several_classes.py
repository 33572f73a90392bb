import inspect


class Scale:
    def __init__(self, by):
        self.by = by

    def __call__(self, scores, step):
        return [s * self.by + step for s in scores]


class Forbid:
    def __init__(self, at):
        self.at = at

    def __call__(self, scores, step, last):
        return [0.0 if i in (self.at, last) else s for i, s in enumerate(scores)]


def program(n: int, scores: list[float]):
    processors = []
    if n > 1:
        processors.append(Scale(n))
    if n > 2:
        processors.append(Forbid(n - 3))
    taken = []
    for step, processor in enumerate(processors):
        parameters = inspect.signature(processor.__call__).parameters
        taken.append(list(parameters.keys()))
        scores = processor(scores, step, last=1) if len(parameters) > 2 else processor(scores, step)
    return taken, scores


INPUTS = [(1, [1.0, 2.0, 3.0]), (2, [1.0, 2.0, 3.0]), (3, [1.0, 2.0, 3.0])]
