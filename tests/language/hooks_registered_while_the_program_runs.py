import torch
from torch import nn

torch.manual_seed(0)
body = nn.Sequential(nn.Linear(3, 3), nn.ReLU(), nn.Linear(3, 2)).eval()
body[1].register_forward_hook(lambda module, inputs, output: output + 1)


def keep_features(x):
    features = {}
    handles = []
    for name, layer in body.named_children():
        handles.append(layer.register_forward_hook(lambda m, i, out, name=name: features.update({name: out})))
    y = body(x)
    for handle in handles:
        handle.remove()
    return y, features


def before_all(x, gain):
    with body.register_forward_pre_hook(lambda module, args: (args[0] * gain,)):
        return body(x)


def in_loops(x, count):
    results = []
    for i in range(count):
        handle = body[1].register_forward_hook(lambda module, args, out: out * i, prepend=True)
        results.append(body(x))
        handle.remove()
    return results


def with_finally(x, limit):
    sizes = []
    handle = body[0].register_forward_hook(lambda m, a, kw, out: sizes.append(len(kw)), with_kwargs=True)
    try:
        y = body(x)
        if float(y.sum()) > limit:
            raise ValueError("too large")
        return y, sizes
    finally:
        handle.remove()


def program(x, gain: float, count: int, limit: float):
    plain = body(x)
    features = keep_features(x)
    return plain, features, before_all(x, gain), in_loops(x, count), with_finally(x, limit), body(x)


INPUTS = [(torch.ones(1, 3), 2.0, 2, 1e9), (torch.ones(2, 3), -1.0, 0, 1e9), (torch.ones(1, 3), 1.0, 1, -1e9)]
