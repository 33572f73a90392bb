"""Modules whose tensors, arrays, lists and dicts a method writes to under other names, and that keep it between calls."""

from __future__ import annotations

import random

from .kinds import INT, STR
from .writer import Function, compound

_CLASS = """class Kept(nn.Module):
    def __init__(self):
        super().__init__()
        self.register_buffer('t', torch.arange(6).view(2, 3))
        self.u = torch.ones(2, 3, dtype=torch.int64)
        self.ts = [torch.zeros(3, dtype=torch.int64), torch.arange(3)]
        self.td = {'a': torch.arange(3), 'b': torch.ones(3, dtype=torch.int64)}
        self.a = np.arange(6).reshape(2, 3)
        self.rows = [[1, 2], [3]]
        self.names = {'x': 1}
        self.last = None
        self.count = 0

    def step(self, t, i):
        t[i % 2] += 1
        self.last = t[0]
        return t[1]

    def shown(self):
        held = self.t, self.u, self.ts, self.td, self.a, self.rows, self.names, self.last, self.count
        return repr(held)

    def forward(self, p0, p1):
        p0, x, y, r, d, n, i = p0 % 5, self.t, self.ts[0], self.rows[0], self.names, self.a, 0
"""
_ARRAYS = ("x", "y", "n")


def kept(rng: random.Random) -> tuple[str, Function]:
    body = _statements(rng, 2, rng.randint(3, 8))
    source = (
        f"{_CLASS}{body}        return f'{{self.shown()}} {{x}} {{y}} {{r}} {{d}} {{n}}'\n\n\nKEPT = Kept()\n\n\n"
        "def keeping(p0, p1):\n    return KEPT(p0, p1)\n"
    )
    return source, Function("keeping", [INT, INT], 2, STR)


def _statements(rng: random.Random, depth: int, count: int) -> str:
    return "".join(_statement(rng, depth) for _ in range(count))


def _condition(rng: random.Random) -> str:
    return rng.choice(["p0 > 2", "p1 % 2 == 0", "p0 < p1", "self.count % 2", "self.last is None", "len(r) > 1", "i > 1",
                       "y[0] > 1", "'y' in d", "bool((x > 2).any())"])  # fmt: skip


def _number(rng: random.Random) -> str:
    return rng.choice(["p0", "p1", "1", "i", "self.count", "len(self.rows)", "-1"])


def _row(rng: random.Random) -> str:
    """Three numbers of a tensor that is kept, or of a new one."""
    return rng.choice(["x[0]", "x[p0 % 2]", "self.ts[p1 % 2]", f"self.td['a' if {_condition(rng)} else 'b']", "y.view(3)", "self.ts[0]",
                       "x.flatten()[:3]", "x.unbind(0)[1]", "y.clone()", "y + 1", "x.reshape(-1)[3:]", "self.step(x, p0)", "self.ts[-1]",
                       f"(y if {_condition(rng)} else x[1])", "x.chunk(2)[0][0]", "x.T[:, 1]", "self.t.detach()[0]", "x.max(0).values"])  # fmt: skip


def _tensor(rng: random.Random) -> str:
    """Two such rows."""
    return rng.choice(["self.t", "self.u", f"(self.t if {_condition(rng)} else self.u)", "x.contiguous()", "x.view(2, 3)", "x.clone()",
                       "self.t.to(torch.int64)", "torch.stack([y, y])", "self.u[:, :]", "x.data", "torch.from_numpy(n.copy())", "torch.from_numpy(self.a)", "torch.as_tensor(self.a)", "x.expand(2, 3)", "x * 2 % 7"])  # fmt: skip


def _array(rng: random.Random) -> str:
    return rng.choice(["self.a", f"(self.a if {_condition(rng)} else self.a.copy())", "self.a.reshape(2, 3)", "self.a[::-1]", "self.a + 1",
                       "np.asarray(self.a)", "self.t.numpy()", "torch.from_numpy(self.a).numpy()", "n.view()", "np.array(self.a)", "n[:, ::-1]"])  # fmt: skip


def _statement(rng: random.Random, depth: int) -> str:
    pad = "    " * depth
    if depth < 5 and rng.random() < 0.3:
        return compound(rng, depth, _statements, lambda: _condition(rng), ["3", "p0", "p1 % 4"], lambda: f"y[p0] = {_number(rng)}",
                        "except IndexError: self.count += 2")  # fmt: skip
    a, v = rng.choice(_ARRAYS), _number(rng)
    return pad + rng.choice([
        f"x = {_tensor(rng)}", f"y = {_row(rng)}", f"y = {_row(rng)}", f"n = {_array(rng)}", f"{a} += {v}", f"{a} += {v}", f"{a}[0] = {v}",
        f"{a}[-1] -= {v}", f"{a}[{a} > 3] = 0", f"y[p0 % 3] = {v}", f"y[:2] *= {v}", f"y.add_({v})", "x[0] = y", f"y.copy_({_row(rng)})",
        f"x.T[0] += {v}", f"g, h = {_tensor(rng)}; h += {v}", f"g, h = self.ts[:2]; g -= {v}", f"_ = [q.add_({v}) for q in self.ts]",
        f"self.u = {_tensor(rng)}", "self.u = self.u + 1", "self.ts[0] = y", f"self.ts[p0 % 2] = {_row(rng)}", f"self.td['b'] = {_row(rng)}",
        f"self.td['a'][p0 % 3] = {v}", "self.last = y", "self.last = None", "self.last = self.ts[1] if self.last is None else self.last + 1",
        "self.count += 1", "self.step(self.t, p0)", "r = self.rows[p0 % len(self.rows)]", f"r.append({v})", f"self.rows[0] = [{v}]",
        "self.rows[-1] = r", "self.rows = self.rows[:2] + [r]", "r = list(r)", "d = self.names", f"d['y'] = {v}", "self.names = dict(d)",
        f"self.names = {{'x': {v}}}", "d.pop('x', None)", f"d.setdefault('z', {v})", f"self.a[p0 % 2] = {v}", "self.a = n", "self.a = self.a * 2 % 5",
        f"n[p0 % 2, 1:] = {v}", f"self.t[:, 1] = {v}", f"self.t.mul_(2).remainder_({rng.randint(3, 9)})", f"np.add(n, {v}, out=n)",
        f"torch.add(x, {v}, out=x)", f"for q in x: q[0] = {v}", f"for q in self.td.values(): q += {v}", "self.a, n = n, self.a",
    ]) + "\n"  # fmt: skip
