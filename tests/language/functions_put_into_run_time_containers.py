"""Functions, modules, classes and bound methods may be put into containers whose shape only the running program knows."""

import functools
import operator

import torch

torch.manual_seed(0)
LINEAR = torch.nn.Linear(2, 2).eval()


class Total:
    def __init__(self):
        self.value = 0

    def add(self, x):
        self.value += x
        return self.value


def scaled(by):
    return lambda x: x * by


def program(names: list[str], x: int, y: torch.Tensor):
    table, handlers, log, total = {}, [], [], Total()
    for number, name in enumerate(names):
        table[name] = lambda v, number=number: v + number
        handlers.append(scaled(number))
        handlers.append(functools.partial(operator.sub, number))
    if names:
        handlers += [total.add, log.append]
    offset = 10
    handlers.append(lambda v: v + offset)
    offset = 100
    results = [handler(x) for handler in handlers]
    layers = []
    for name in names:
        layers.append(LINEAR if name == "linear" else torch.relu)
    for layer in layers:
        y = layer(y)
    kinds = [(isinstance(layer, torch.nn.Module), callable(layer), layer is torch.relu) for layer in layers]
    undone, state = [], {"linear": -1}
    for name in names:
        before = state.get(name)
        if before is None:
            undone.append(lambda name=name: state.pop(name))
        else:
            undone.append(lambda name=name, before=before: state.__setitem__(name, before))
        state[name] = x
    changed = dict(state)
    while undone:
        undone.pop()()
    return [table[name](x) for name in names], results, log, total.value, y, kinds, changed, state


INPUTS = [(["linear", "a", "linear", "b"], 3, torch.ones(2)), ([], 4, torch.ones(2)), (["a"], 0, -torch.ones(2))]
