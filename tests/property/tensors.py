"""Expressions that give Tensors of a known dtype and shape."""

from __future__ import annotations

from .kinds import BOOL, INT, Kind, tensor
from .writer import Writer, makes


@makes("tensor", 5)
def _pointwise(w: Writer, kind: Kind, depth: int) -> str:
    if kind.dtype == "bool":
        of = tensor(kind.shape, w.rng.choice(["float32", "int64"]))
        a = w.expr(of, depth - 1)
        return w.rng.choice([f"({a} {w.rng.choice(['>', '<=', '==', '!='])} {w.expr(of, depth - 1)})", f"({a} > {w.plain(INT)})",
                             f"(~{w.expr(kind, depth - 1)})", f"({w.expr(kind, depth - 1)} {w.rng.choice('&|^')} {w.expr(kind, depth - 1)})"])  # fmt: skip
    a, b = w.expr(kind, depth - 1), w.expr(kind, depth - 1)
    ways = [f"({a} {w.rng.choice('+-*')} {b})", f"({a} {w.rng.choice('+-*')} {w.plain(INT)})", f"({w.plain(INT)} - {a})",
            f"(-{a})", f"{a}.clone()", f"torch.maximum({a}, {b})", f"{a}.clamp(min=-2, max=3)", f"{a}.abs()"]  # fmt: skip
    if kind.dtype == "float32":
        ways += [f"torch.relu({a})", f"({a} / 2)", f"{a}.floor()", f"({a} * 0.5 + {b})"]
    return w.rng.choice(ways)


@makes("tensor", 2)
def _selected(w: Writer, kind: Kind, depth: int) -> str:
    mask = w.expr(tensor(kind.shape, "bool"), depth - 1)
    return f"torch.where({mask}, {w.expr(kind, depth - 1)}, {w.expr(kind, depth - 1)})"


@makes("tensor", 2)
def _converted(w: Writer, kind: Kind, depth: int) -> str | None:
    other = w.having(lambda k: k.name == "tensor" and k.shape == kind.shape and k.dtype != kind.dtype)
    return f"{other}.to(torch.{kind.dtype})" if other else None


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
    if kind.shape == (3,) and kind.dtype != "bool":
        return f"{w.expr(tensor((2, 3), kind.dtype), depth - 1)}.sum({w.rng.choice(['0', '-2', 'dim=0'])})"
    if kind.shape == () and kind.dtype != "bool":
        return f"{w.expr(tensor((3,), kind.dtype), depth - 1)}.{w.rng.choice(['sum()', 'max()', 'min()'])}"
    if kind.shape == () and kind.dtype == "float32":
        mask = w.expr(tensor((3,), "float32"), depth - 1)
        return w.rng.choice([f"{mask}.mean()", f"{mask}[{mask} > 0].sum()"])
    if kind.shape == (2, 3):
        row = tensor((3,), kind.dtype)
        return f"torch.stack([{w.expr(row, depth - 1)}, {w.expr(row, depth - 1)}])"
    return None


@makes("tensor", 1)
def _made(w: Writer, kind: Kind, depth: int) -> str:
    size = ", ".join(map(str, kind.shape))
    if kind.dtype == "float32":
        return f"torch.{w.rng.choice(['zeros', 'ones'])}({size or '()'})"
    return f"torch.full(({size}{',' if size else ''}), {w.rng.choice(['True', 'False']) if kind.dtype == 'bool' else w.expr(INT, depth - 1)})"


@makes("list", 1)
def _values(w: Writer, kind: Kind, depth: int) -> str | None:
    dtype = {"int": "int64", "float": "float32", "bool": "bool"}.get(kind.args[0].name)
    name = w.variable(tensor((3,), dtype)) if dtype else None
    return f"{name}.tolist()" if name else None


def masked_assignment(w: Writer, name: str, kind: Kind) -> str:
    """A statement that writes into the tensor ``name``."""
    scalar = w.plain(BOOL if kind.dtype == "bool" else INT)
    if not kind.shape:
        return f"{name}.fill_({scalar})"
    inner = w.expr(tensor(kind.shape[1:], kind.dtype), 1)
    ways = [f"{name}[{w.rng.choice(['0', '-1', w.plain(INT)])}] = {scalar}", f"{name}[{w.rng.randint(0, 1)}] = {inner}",
            f"{name}[{w.expr(tensor(kind.shape, 'bool'), 1)}] = {scalar}", f"{name}[1:] = {scalar}",
            f"{name}.copy_({w.expr(kind, 1)})"]  # fmt: skip
    if kind.dtype != "bool":
        ways += [f"{name} {w.rng.choice(['+=', '-=', '*='])} {w.expr(kind, 1)}", f"{name}[0] += {scalar}", f"{name}.add_({scalar})",
                 f"{name}[..., 1] *= {scalar}", f"{name}.neg_()"]  # fmt: skip
    return w.rng.choice(ways)
