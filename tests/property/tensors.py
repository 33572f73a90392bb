"""Expressions that give Tensors of a known dtype and shape."""

from __future__ import annotations

import torch

from .kinds import BOOL, DTYPES, FLOAT, INT, Kind, tensor
from .writer import Writer, makes


def _floating(kind: Kind) -> bool:
    return kind.dtype.startswith("float")


@makes("tensor", 5)
def _pointwise(w: Writer, kind: Kind, depth: int) -> str:
    if kind.dtype == "bool":
        of = tensor(kind.shape, w.rng.choice(["float32", "int64", "uint8"]))
        a = w.expr(of, depth - 1)
        return w.rng.choice([f"({a} {w.rng.choice(['>', '<=', '==', '!='])} {w.expr(of, depth - 1)})", f"({a} > {w.plain(INT)})",
                             f"(~{w.expr(kind, depth - 1)})", f"({w.expr(kind, depth - 1)} {w.rng.choice('&|^')} {w.expr(kind, depth - 1)})"])  # fmt: skip
    a, b = w.expr(kind, depth - 1), w.expr(kind, depth - 1)
    ways = [f"({a} {w.rng.choice('+-*')} {b})", f"({a} {w.rng.choice('+-*')} {w.rng.randint(-5, 9)})", f"({w.rng.randint(0, 9)} - {a})",
            f"(-{a})", f"{a}.clone()", f"torch.maximum({a}, {b})", f"{a}.clamp(min=0, max=3)", f"{a}.clamp(max={w.rng.randint(1, 9)})"]  # fmt: skip
    if kind.dtype != "uint8":
        ways += [
            f"{a}.abs()",
            f"({a} {w.rng.choice('+-*')} {w.plain(INT)} % 50)",
            f"({a} // {w.rng.choice([2, 3, -4])})",
            f"({a} % 5)",
        ]
    if _floating(kind):
        ways += [
            f"torch.relu({a})",
            f"({a} / 2)",
            f"{a}.floor()",
            f"({a} * 0.5 + {b})",
            f"({a} * {w.plain(FLOAT)}).clamp(-9, 9)",
            f"{a}.round()",
        ]
    return w.rng.choice(ways)


@makes("tensor", 3)
def _promoted(w: Writer, kind: Kind, depth: int) -> str | None:
    """Operands of two dtypes, or a Python number that lifts a Tensor's category."""
    pairs = [
        (a, b)
        for a in set(DTYPES)
        for b in set(DTYPES)
        if a != b and str(torch.promote_types(getattr(torch, a), getattr(torch, b))) == f"torch.{kind.dtype}"
    ]
    ways = []
    if pairs and kind.dtype != "bool":
        first, second = w.rng.choice(sorted(pairs))
        shape = w.rng.choice([kind.shape, kind.shape[1:]]) if first == kind.dtype else kind.shape
        ways.append(
            f"({w.expr(tensor(kind.shape, first), depth - 1)} {w.rng.choice('+*')} {w.expr(tensor(shape if shape else kind.shape, second), depth - 1)})"
        )
    whole = tensor(kind.shape, w.rng.choice(["int64", "int32", "uint8", "bool"]))
    if kind.dtype == "float32":
        ways += [f"({w.expr(whole, depth - 1)} {w.rng.choice('+*')} {w.plain(FLOAT)})", f"({w.expr(whole, depth - 1)} / 4)",
                 f"({w.expr(kind, depth - 1)} + {w.expr(tensor((), 'int64'), depth - 1)})"]  # fmt: skip
    if kind.dtype == "int64":
        ways += [f"({w.expr(tensor(kind.shape, 'bool'), depth - 1)} {w.rng.choice('+*')} {w.rng.randint(0, 5)})"]
    return w.rng.choice(ways) if ways else None


@makes("tensor", 2)
def _reshaped(w: Writer, kind: Kind, depth: int) -> str | None:
    dtype = kind.dtype
    if kind.shape in ((2, 3), (3, 2)):
        turned = w.expr(tensor(kind.shape[::-1], dtype), depth - 1)
        row = w.expr(tensor((3,), dtype), depth - 1)
        ways = [
            f"{turned}.t()",
            f"{turned}.transpose(0, 1)",
            f"{turned}.reshape({kind.shape[0]}, -1)",
            f"{turned}.flatten().view({kind.shape[0]}, {kind.shape[1]})",
        ]
        if kind.shape == (2, 3):
            ways += [
                f"{row}.expand(2, 3)",
                f"{row}.repeat(2, 1)",
                f"{row}.unsqueeze(0).expand(2, -1)",
                f"torch.cat([{row}[None], {row}[None]])",
            ]
            if _floating(kind):
                ways += [f"({turned}.t() @ torch.ones(3, 3, dtype=torch.{dtype}))"]
        else:
            ways += [f"torch.stack([{row}, {row}], dim=1)", f"{row}[:, None].repeat(1, 2)"]
        return w.rng.choice(ways)
    if kind.shape == (3,):
        a = w.expr(kind, depth - 1)
        return w.rng.choice([f"{a}.flip(0)", f"{a}[None].squeeze(0)", f"torch.cat([{a}[1:], {a}[:1]])", f"{a}[[2, 0, 1]]", f"{a}.roll(1)",
                             f"{a}[torch.tensor([0, 0, 2])]", f"{w.expr(tensor((3, 2), dtype), depth - 1)}[:, {w.rng.choice(['0', '-1'])}]",
                             f"{w.expr(tensor((2, 3), dtype), depth - 1)}.flatten()[::2]"])  # fmt: skip
    return w.rng.choice(
        [
            f"{w.expr(tensor((3,), dtype), depth - 1)}[{w.expr(INT, depth - 1)}]",
            f"{w.expr(tensor((2, 3), dtype), depth - 1)}[1, {w.plain(INT)}]",
        ]
    )


@makes("tensor", 2)
def _selected(w: Writer, kind: Kind, depth: int) -> str:
    mask = w.expr(tensor(kind.shape, "bool"), depth - 1)
    a = w.expr(kind, depth - 1)
    scalar = w.rng.choice(["True", "False"]) if kind.dtype == "bool" else w.rng.randint(0, 9)
    return w.rng.choice([f"torch.where({mask}, {a}, {w.expr(kind, depth - 1)})", f"{a}.masked_fill({mask}, {scalar})"])


@makes("tensor", 2)
def _converted(w: Writer, kind: Kind, depth: int) -> str | None:
    other = w.having(lambda k: k.name == "tensor" and k.shape == kind.shape and k.dtype != kind.dtype)
    short = {"float32": "float", "int64": "long", "bool": "bool", "float64": "double", "int32": "int"}.get(kind.dtype)
    if other is None or kind.dtype == "uint8" and w.variables[other].dtype != "bool":
        return None
    return w.rng.choice([f"{other}.to(torch.{kind.dtype})", *([f"{other}.{short}()"] if short else [])])


@makes("tensor", 2)
def _view(w: Writer, kind: Kind, depth: int) -> str | None:
    """A view of another variable: what is written into one shows in the other."""
    if kind.shape == (3,):
        name = w.variable(tensor((2, 3), kind.dtype))
        return f"{name}[{w.rng.choice(['0', '1', '-1', w.plain(INT) + ' % 2'])}]" if name else None
    if kind.shape == ():
        name = w.variable(tensor((3,), kind.dtype))
        return f"{name}[{w.rng.choice(['0', '2', '-2', w.plain(INT) + ' % 3'])}]" if name else None
    name = w.variable(kind)
    return f"{name}[{w.rng.choice([':', '...', ':, :'])}]" if name else None


@makes("tensor", 2)
def _reduced(w: Writer, kind: Kind, depth: int) -> str | None:
    dtype, sums = kind.dtype, kind.dtype in ("float32", "float64", "int64")
    row = tensor((3,), dtype)
    if kind.shape == (3,):
        whole = w.expr(tensor((2, 3), dtype), depth - 1)
        ways = [f"{whole}.sum({w.rng.choice(['0', '-2', 'dim=0'])})", f"{w.expr(row, depth - 1)}.cumsum(0)"] * sums
        ways += [
            f"{whole}.{w.rng.choice(['max', 'min'])}(dim=0).values",
            f"{whole}.amax(0)",
            f"{w.expr(row, depth - 1)}.sort().values",
        ] * (dtype != "bool")
        ways += [
            f"{w.expr(tensor((3,), 'float32'), depth - 1)}.argsort()",
            f"{w.expr(tensor((3, 2), 'float32'), depth - 1)}.argmax(1)",
        ] * (dtype == "int64")
        ways += [f"{w.expr(tensor((2, 3), 'bool'), depth - 1)}.any(0)"] * (dtype == "bool")
        ways += [f"{w.expr(tensor((3, 2), dtype), depth - 1)}.mean(-1)"] * _floating(kind)
        return w.rng.choice(ways) if ways else None
    if kind.shape == ():
        t = w.expr(row, depth - 1)
        ways = [f"{t}.{w.rng.choice(['max()', 'min()'])}"] * (dtype != "bool") + [f"{t}.sum()"] * sums
        ways += [
            f"{w.expr(tensor((3,), 'bool'), depth - 1)}.sum()",
            f"{w.expr(tensor((2, 3), 'float32'), depth - 1)}.argmin()",
        ] * (dtype == "int64")
        ways += [f"{t}.mean()", f"{t}[{t} > 0].sum()"] * _floating(kind)
        ways += [f"{t}.all()"] * (dtype == "bool")
        return w.rng.choice(ways)
    if kind.shape == (2, 3):
        return f"torch.stack([{w.expr(row, depth - 1)}, {w.expr(row, depth - 1)}])"
    return None


@makes("tensor", 1)
def _made(w: Writer, kind: Kind, depth: int) -> str:
    size = ", ".join(map(str, kind.shape))
    if kind.dtype == "float32":
        return f"torch.{w.rng.choice(['zeros', 'ones'])}({size or '()'})"
    if kind.dtype in ("bool", "int64"):
        return f"torch.full(({size}{',' if size else ''}), {w.rng.choice(['True', 'False']) if kind.dtype == 'bool' else w.expr(INT, depth - 1)})"
    ways = [f"torch.ones({size or '()'}, dtype=torch.{kind.dtype})"]
    ways += [f"torch.arange(3, dtype=torch.{kind.dtype})"] * (kind.shape == (3,))
    return w.rng.choice(ways)


@makes("list", 1)
def _values(w: Writer, kind: Kind, depth: int) -> str | None:
    dtype = {"int": "int64", "float": "float32", "bool": "bool"}.get(kind.args[0].name)
    name = w.variable(tensor((3,), dtype)) if dtype else None
    return f"{name}.tolist()" if name else None


def written(w: Writer, name: str, kind: Kind) -> str:
    """A statement that writes into the tensor ``name``, or into a view of it."""
    scalar = (
        w.plain(BOOL)
        if kind.dtype == "bool"
        else str(w.rng.randint(0, 9))
        if kind.dtype == "uint8"
        else f"{w.plain(INT)} % 100"
    )
    if not kind.shape:
        return w.rng.choice(
            [f"{name}.fill_({scalar})", *([f"{name} += {scalar}", f"{name}.mul_(2)"] if kind.dtype != "bool" else [])]
        )
    inner = w.expr(tensor(kind.shape[1:], kind.dtype), 1)
    mask = w.expr(tensor(kind.shape, "bool"), 1)
    first = tensor(kind.shape[:1], "bool")
    ways = [f"{name}[{w.rng.choice(['0', '-1', w.plain(INT)])}] = {scalar}", f"{name}[{w.rng.randint(0, 1)}] = {inner}",
            f"{name}[{mask}] = {scalar}", f"{name}[1:] = {scalar}", f"{name}.copy_({w.expr(kind, 1)})", f"{name}[::2] = {scalar}",
            f"{name}[{w.expr(first, 1)}] = {scalar}", f"{name}[[0, -1]] = {inner}", f"{name}[torch.tensor([1, 0])] = {scalar}",
            f"{name}[{mask}] = {name}[{mask}].flip(0)", f"{name}.masked_fill_({mask}, {scalar})", f"{name}.zero_()",
            f"{name}.view(-1)[1] = {scalar}" if w.chance(0.3) else f"{name}.t()[0] = {scalar}"]  # fmt: skip
    if kind.dtype != "bool":
        ways += [f"{name} {w.rng.choice(['+=', '-=', '*='])} {w.expr(kind, 1)}", f"{name}[0] += {scalar}", f"{name}.add_({scalar})",
                 f"{name}[..., 1] *= {scalar}", f"{name}[{mask}] += {scalar}", f"{name}[1:] -= {scalar}",
                 f"{name}[{w.plain(INT)}].mul_({scalar})", f"{name}[:2].add_({scalar})"]  # fmt: skip
        ways += [f"{name}.neg_()"] * (kind.dtype != "uint8") + [
            f"{name} /= 2",
            f"{name}[0] = {w.plain(FLOAT)}",
        ] * _floating(kind)
    if len(kind.shape) == 2:
        ways += [
            f"{name}[:, {w.rng.randint(0, 1)}] = {scalar}",
            f"{name}[0, 1:] = {scalar}",
            f"{name}[[0, 1], [1, 0]] = {scalar}",
            f"{name}.t()[1] = {scalar}",
        ]
    return w.rng.choice(ways)
