from dataclasses import dataclass

import torch
import torch.nn.functional as F


@dataclass
class Options:
    size: int
    mode: str = "nearest"
    factor: float = 1.0


def attend(x, mask=None, scale=1.0, *, causal=False):
    if causal:
        x = x.tril()
    if mask is not None:
        x = x.masked_fill(mask, 0.0)
    return x * scale


def through(x, **kwargs):
    if kwargs.get("verbose", False):
        raise RuntimeError("there is nobody to tell")
    if "mask" in kwargs:
        kwargs["causal"] = True
    first = kwargs.pop("first", None)
    return attend(x, **kwargs), first, len(kwargs), bool(kwargs)


def needs(size, mode):
    return f"{size} {mode}"


def calls(x, mask, flags):
    kwargs = {}
    if mask is not None:
        kwargs["mask"] = mask
    if "scale" in flags:
        kwargs["scale"] = 2.0
    out = [attend(x, **kwargs), through(x, **kwargs, first=len(flags))]
    resize = {"mode": "nearest"}
    if "size" in flags:
        resize["size"] = (3, 5)
    else:
        resize["scale_factor"] = 2.0
    out.append(F.interpolate(x[None, None], **resize))
    out.append(torch.sum(x, **({"dim": 0, "keepdim": True} if "scale" in flags else {"dim": 1})))
    fields = {"size": 2} if "size" not in flags else {"size": 3, "mode": "area"}
    out.append(Options(**fields))
    for function in (needs, attend):
        try:
            out.append(function(**fields))
        except TypeError as error:
            out.append(str(error))
    return out


def contents(n, names):
    d = {"a": 1}
    if n > 0:
        d["b"] = [n]
    if n > 1:
        d["c"] = "text"
    seen = ["b" in d, d.get("b"), d.get("c", 0), len(d), list(d.items()), d.copy() == d, d | {"z": n}, {**d, "b": 0}]
    if "b" in d:
        d["b"].append(7)
    merged = {"c": None, "x": n}
    merged.update(d)
    seen.append(dict(merged))
    d.setdefault("c", n)
    d.setdefault("d", n)
    try:
        seen.append(d["b"])
        del d["b"]
        d["a"] = 5.0
    except KeyError as error:
        seen.append(repr(error))
    if n > 2:
        d["b"] = [0]
    d["c"] = 3
    for name in names:
        seen.append(d.pop(name, "none"))
    return seen, d, str(d), sorted(d), {k: v for k, v in d.items() if v}


class Cache:
    def __init__(self, limit):
        self.kept = {}
        if limit > 1:
            self.kept["limit"] = limit

    def count(self, steps):
        for step in range(steps):
            if step % 2:
                self.kept["odd"] = self.kept.get("odd", 0) + 1
        if "limit" in self.kept and self.kept["limit"] > steps:
            self.kept["rest"] = self.kept["limit"] - steps
        return self.kept


def in_loops(x, n):
    state = {"n": n}
    for i in range(n):
        if i % 2:
            state["odd"] = x * i
        state["last"] = i
        if "odd" in state and i == 3:
            del state["odd"]
    d, i = {}, 0
    while i < n:
        d["a"] = d.get("a", 0) + i
        if i > 2:
            d.setdefault("b", []).append(i)
        i += 1
    try:
        return state, list(state), (d["a"], d["b"], len(d))
    except KeyError as error:
        return state, list(state), (repr(error), d)


def nested_loops(n):
    out, d = [], {"a": n}
    e = d
    if n:
        for i in range(n):
            out.append("c" in d)
            e["c"] = 2.5
    for i in range(n % 4):
        d["c"] = i
        for j in range(i):
            out.append("a" in d)
        d.pop("a", None)
    made = {"b": n}
    for i in range(n):
        if i:
            made = {"c": 1}
        else:
            made.setdefault("c", None)
    wide = {"a": n}
    last = wide
    for i in range(n):
        wide["b"] = None
        last = "a"
    return out, d, made, wide, last


def program(x: torch.Tensor, mask: torch.Tensor | None, flags: list[str], n: int):
    return calls(x, mask, flags), contents(n, flags), Cache(n).count(3), in_loops(x, n), nested_loops(n)


X = torch.arange(12.0).reshape(3, 4)
INPUTS = [
    (X, X > 5, ["size", "c"], 2),
    (X, None, ["scale"], 0),
    (X, None, [], 1),
    (X, X < 3, ["b", "scale", "a", "size"], 5),
]
