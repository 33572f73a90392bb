class Ignoring:
    def __init__(self, cls):
        self.cls = cls
        self.log = []

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        self.log.append("clean" if kind is None else kind.__name__)
        return kind is self.cls


def program(n: int):
    guard = Ignoring(ValueError)
    with guard:
        if n < 0:
            raise ValueError("negative")
        if n == 0:
            raise KeyError("zero")
    return guard.log


INPUTS = [(1,), (-1,), (0,)]
