import torch

STEPS = {}


def step(name):
    def register(function):
        STEPS[name] = function
        return function

    return register


@step("double")
def double(x):
    return x * 2


@step("relu")
def positive(x):
    return torch.relu(x)


def program(x: torch.Tensor, names: list[str]):
    applied = []
    for name in names:
        x = STEPS.get(name, lambda y: y - 1)(x)
        found = STEPS.get(name)
        applied.append(found is not None)
    return x, applied


INPUTS = [(torch.tensor([-1.0, 2.0]), names) for names in (["double", "other", "relu"], [], ["relu"])]
