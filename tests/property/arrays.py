"""NumPy arrays of a known dtype and shape: expressions, views of them, and writes that show in what shares their memory."""

from __future__ import annotations

import numpy as np

from .kinds import ARRAY_DTYPES, BOOL, FLOAT, INT, Kind, array, list_of, tensor, tuple_of
from .statements import body, statement
from .writer import Writer, makes

FLOATING = ("float64", "float32")


def _known(w: Writer, dtype: str, shape: tuple[int, ...], depth: int) -> str:
    return w.expr(array(dtype, shape), depth)


@makes("array", 5)
def _pointwise(w: Writer, kind: Kind, depth: int) -> str:
    if kind.dtype == "bool":
        of = array(w.rng.choice(["float64", "int64", "uint8", "float32"]), kind.shape)
        a, flags = w.expr(of, depth - 1), w.expr(kind, depth - 1)
        return w.rng.choice([f"({a} {w.rng.choice(['>', '<=', '==', '!='])} {w.expr(of, depth - 1)})", f"({a} > {w.rng.randint(-3, 9)})", f"(~{flags})",
                             f"({flags} {w.rng.choice('&|^')} {w.expr(kind, depth - 1)})", f"np.logical_not({flags})", f"np.isin({a}, [1, 2, 3])",
                             f"np.isclose({a}, {w.expr(of, depth - 1)})", f"np.logical_and({a}, {flags})"])  # fmt: skip
    a, b = w.expr(kind, depth - 1), w.expr(kind, depth - 1)
    ways = [f"({a} {w.rng.choice('+-*')} {b})", f"({a} {w.rng.choice('+*')} {w.rng.randint(0, 9)})", f"{a}.copy()", f"np.maximum({a}, {b})", f"np.clip({a}, 0, {w.rng.randint(1, 9)})",
            f"np.minimum({a}, {w.rng.randint(0, 5)})", f"np.square({a})", f"({a} + {w.expr(array('bool', kind.shape), depth - 1)})", f"np.array({a})", f"np.asarray({a})"]  # fmt: skip
    if kind.dtype != "uint8":
        ways += [f"(-{a})", f"np.abs({a})", f"abs({a})", f"({a} - {w.rng.randint(-9, 9)})", f"({a} // {w.rng.choice([2, 3, -4])})", f"({a} % {w.rng.choice([5, -3])})",
                 f"np.sign({a})", f"({a} ** 2)", f"np.negative({a})"]  # fmt: skip
    if kind.dtype in FLOATING:
        ways += [f"({a} / {w.rng.choice(['2', '-4', '0.5'])})", f"np.floor({a})", f"np.round({a})", f"np.sqrt(np.abs({a}))", f"({a} * {w.rng.choice(['0.5', '2', '-1.25'])})", f"np.ceil({a})",
                 f"np.exp(np.minimum({a}, 2))", f"np.where(np.isnan({a}), 0, {a})", f"np.nan_to_num({a} / {w.rng.choice(['2', b])})", f"np.tanh({a})", f"{a}.round(1)"]  # fmt: skip
    return w.rng.choice(ways)


@makes("array", 2)
def _promoted(w: Writer, kind: Kind, depth: int) -> str | None:
    pairs = [
        (a, b)
        for a in set(ARRAY_DTYPES)
        for b in set(ARRAY_DTYPES)
        if a != b and np.result_type(a, b) == np.dtype(kind.dtype)
    ]
    ways = []
    if pairs and kind.dtype != "bool":
        first, second = w.rng.choice(sorted(pairs))
        ways.append(
            f"({_known(w, first, kind.shape, depth - 1)} {w.rng.choice('+*')} {_known(w, second, w.rng.choice([kind.shape, kind.shape[1:]]), depth - 1)})"
        )
    if kind.dtype == "float64":
        whole = _known(w, w.rng.choice(["int64", "int32"]), kind.shape, depth - 1)
        ways += [
            f"({whole} / {w.rng.choice([2, -4, 8])})",
            f"({whole} * 0.5)",
            f"np.sqrt({_known(w, 'int64', kind.shape, depth - 1)} ** 2)",
            f"np.true_divide({whole}, 2)",
        ]
    if kind.dtype == "int64":
        flags = _known(w, "bool", kind.shape, depth - 1)
        ways += [f"({flags} * {w.rng.randint(0, 5)})", f"({flags} + 1)", f"np.where({flags}, 1, -2)"]
    return w.rng.choice(ways) if ways else None


@makes("array", 3)
def _reshaped(w: Writer, kind: Kind, depth: int) -> str | None:
    dtype = kind.dtype
    if len(kind.shape) == 2:
        turned, row = _known(w, dtype, kind.shape[::-1], depth - 1), _known(w, dtype, (3,), depth - 1)
        ways = [f"{turned}.T", f"np.transpose({turned})", f"{turned}.reshape({kind.shape[0]}, -1)", f"{turned}.ravel().reshape({kind.shape})", f"np.swapaxes({turned}, 0, 1)",
                f"np.ascontiguousarray({turned}.T)", f"{w.expr(kind, depth - 1)}[::-1]", f"np.flip({w.expr(kind, depth - 1)}, 1)", f"np.roll({w.expr(kind, depth - 1)}, 1, axis=0)"]  # fmt: skip
        if kind.shape == (2, 3):
            ways += [f"np.stack([{row}, {row}])", f"np.tile({row}, (2, 1))", f"np.repeat({row}[None], 2, axis=0)", f"np.vstack([{row}, {row}])", f"np.broadcast_to({row}, (2, 3)).copy()",
                     f"np.concatenate([{row}[None], {row}[np.newaxis]])", f"np.array([{row}, {row}])"]  # fmt: skip
            if dtype in FLOATING:
                ways += [f"({w.expr(kind, depth - 1)} @ np.eye(3, dtype=np.{dtype}))"]
        else:
            ways += [
                f"np.stack([{row}, {row}], axis=1)",
                f"np.column_stack([{row}, {row}])",
                f"np.repeat({row}[:, None], 2, axis=1)",
            ]
        return w.rng.choice(ways)
    if len(kind.shape) == 1:
        a = w.expr(kind, depth - 1)
        two, other = _known(w, dtype, (2, 3), depth - 1), _known(w, dtype, (3, 2), depth - 1)
        return w.rng.choice([f"{a}[::-1]", f"np.flip({a})", f"np.concatenate([{a}[1:], {a}[:1]])", f"{a}[[2, 0, 1]]", f"np.roll({a}, {w.plain(INT)})", f"{other}[:, {w.rng.choice(['0', '-1'])}]",
                             f"{two}.flatten()[::2]", f"{two}[{w.rng.choice(['0', '1', '-1'])}]", f"{a}[np.array([0, 0, -1])]", f"np.append({a}[:2], {a}[0])", f"np.hstack([{a}[:1], {a}[1:]])",
                             f"np.squeeze({a}[None])", f"np.take({a}, [0, 2, 1])", f"np.diag(np.outer({a}, {a})).copy()" if dtype != "bool" else f"{a}[...]", f"{a}.repeat(2)[1:4]", f"np.sort({a})"])  # fmt: skip
    return None


@makes("array", 2)
def _selected(w: Writer, kind: Kind, depth: int) -> str:
    mask, a = _known(w, "bool", kind.shape, depth - 1), w.expr(kind, depth - 1)
    return f"np.where({mask}, {a}, {w.expr(kind, depth - 1)})"


@makes("array", 2)
def _converted(w: Writer, kind: Kind, depth: int) -> str | None:
    other = w.having(lambda k: k.name == "array" and k.shape == kind.shape and k.dtype != kind.dtype)
    shared = w.variable(tensor(kind.shape, kind.dtype))
    ways = [f"{shared}.numpy()", f"np.asarray({shared})"] * 2 if shared else []
    if other and not (kind.dtype == "uint8" and w.variables[other].dtype != "bool"):
        ways += [
            f"{other}.astype(np.{kind.dtype if kind.dtype != 'bool' else 'bool_'})",
            f"{other}.astype('{kind.dtype}')",
        ]
    if kind == array("float64", (3,)):
        ways += [
            f"np.array({w.expr(list_of(FLOAT), depth - 1)} + [0.0] * 3)[:3]",
            f"np.linspace(0, {w.rng.randint(1, 4)}, 3)",
        ]
    if kind == array("int64", (3,)):
        ways += ["np.arange(3)", f"(np.array([*{w.expr(list_of(INT), depth - 1)}, 1, 2, 3])[:3] % 100)"]
    return w.rng.choice(ways) if ways else None


@makes("tensor", 1)
def _tensor_on_an_array(w: Writer, kind: Kind, depth: int) -> str | None:
    name = w.variable(array(kind.dtype, kind.shape))
    return (
        w.rng.choice(
            [
                f"torch.from_numpy({name})",
                f"torch.tensor({name})",
                f"torch.as_tensor({name})",
                f"torch.from_numpy({name}).clone()",
            ]
        )
        if name
        else None
    )


@makes("array", 2)
def _view(w: Writer, kind: Kind, depth: int) -> str | None:
    """A view of another variable: what is written into one shows in the other."""
    if len(kind.shape) == 1:
        name = w.variable(array(kind.dtype, (2, 3)))
        return f"{name}[{w.rng.choice(['0', '1', '-1', w.plain(INT) + ' % 2'])}]" if name else None
    name = w.variable(kind)
    return f"{name}[{w.rng.choice([':', '...', ':, :', ':, ::-1'])}]" if name else None


@makes("array", 2)
def _reduced(w: Writer, kind: Kind, depth: int) -> str | None:
    dtype = kind.dtype
    if len(kind.shape) != 1:
        return None
    whole, row = _known(w, dtype, (2, 3), depth - 1), w.expr(kind, depth - 1)
    ways = []
    if dtype in (*FLOATING, "int64"):
        ways += [
            f"{whole}.sum({w.rng.choice(['0', 'axis=0', '-2'])})",
            f"np.sum({whole}, axis=0)",
            f"np.cumsum({row})",
            f"{row}.cumsum()",
            f"np.diff({row}, prepend={w.rng.randint(0, 3)})",
        ]
    if dtype != "bool":
        ways += [
            f"{whole}.{w.rng.choice(['max', 'min'])}(axis=0)",
            f"np.max({whole}, axis=0)",
            f"np.amin({whole}, axis=0)",
        ]
    if dtype == "int64":
        ways += [f"np.argsort({_known(w, 'float64', (3,), depth - 1)}, kind='stable')", f"{_known(w, 'float32', (3, 2), depth - 1)}.argmax(1)", f"np.argmin({_known(w, 'int64', (3, 2), depth - 1)}, axis=1)",
                 f"np.count_nonzero({_known(w, 'bool', (2, 3), depth - 1)}, axis=0)", f"np.searchsorted(np.sort({row}), {row})", f"np.bincount({_known(w, 'uint8', (3,), depth - 1)} % 3, minlength=3)[:3]"]  # fmt: skip
    if dtype == "bool":
        ways += [f"{whole}.any(axis=0)", f"np.all({whole}, axis=0)"]
    if dtype in FLOATING:
        ways += [
            f"{whole}.mean(axis=0)",
            f"np.mean({whole}, axis=0)",
            f"np.median({whole}, axis=0)",
            f"{whole}.std(axis=0)",
            f"np.dot({whole}.T, np.ones(2, dtype=np.{dtype}))",
        ]
    return w.rng.choice(ways) if ways else None


@makes("array", 1)
def _made(w: Writer, kind: Kind, depth: int) -> str:
    like, dtype = w.variable(kind), kind.dtype if kind.dtype != "bool" else "bool_"
    ways = [
        f"np.zeros({kind.shape}, dtype=np.{dtype})",
        f"np.ones({kind.shape}, np.{dtype})",
        f"np.full({kind.shape}, {1 if dtype != 'bool_' else True}, dtype=np.{dtype})",
    ]
    return w.rng.choice(
        [
            *ways,
            *(
                [f"np.zeros_like({like})", f"np.ones_like({like})", f"np.full_like({like}, 1)", f"np.copy({like})"]
                if like
                else []
            ),
        ]
    )


def _some(w: Writer, *dtypes: str) -> str | None:
    return w.having(lambda k: k.name == "array" and (not dtypes or k.dtype in dtypes))


@makes("int", 1)
def _int_of_array(w: Writer, kind: Kind, depth: int) -> str | None:
    a, whole, flags = _some(w), _some(w, "int64", "int32", "uint8"), _some(w, "bool")
    ways = (
        [f"len({a})", f"{a}.shape[-1]", f"{a}.size", f"{a}.ndim", f"int(np.argmax({a}))", f"int(np.count_nonzero({a}))"]
        if a
        else []
    )
    ways += [f"int({whole}.sum())", f"int({whole}.max())", f"{whole}.ravel()[{w.plain(INT)} % 3].item()", f"len(np.unique({whole}))", f"sum(q for q in {whole}.ravel().tolist())",
             f"int({whole}[{whole} > 1].sum())"] * 2 if whole else []  # fmt: skip
    ways += [f"int({flags}.sum())", f"len(np.nonzero({flags})[0])"] if flags else []
    return w.rng.choice(ways) if ways else None


@makes("float", 1)
def _float_of_array(w: Writer, kind: Kind, depth: int) -> str | None:
    a = _some(w, "float64")
    return (
        w.rng.choice(
            [
                f"float({a}.sum())",
                f"float({a}.ravel()[0])",
                f"{a}.max().item()",
                f"float(np.mean({a}))",
                f"{a}.ravel().tolist()[-1]",
                f"float({a}.flat[1])",
            ]
        )
        if a
        else None
    )


@makes("bool", 1)
def _bool_of_array(w: Writer, kind: Kind, depth: int) -> str | None:
    a, flags = _some(w), _some(w, "bool")
    ways = (
        [
            f"bool(({a} == {a}).all())",
            f"np.array_equal({a}, {a}.T)",
            f"({a}.dtype == np.{w.rng.choice(['float64', 'int64', 'uint8'])})",
            f"bool(np.any({a}))",
            f"isinstance({a}, np.ndarray)",
        ]
        if a
        else []
    )
    return w.rng.choice(ways + ([f"bool({flags}.any())", f"bool({flags}.all())"] if flags else [])) if ways else None


@makes("str", 1)
def _text_of_array(w: Writer, kind: Kind, depth: int) -> str | None:
    a = _some(w, "int64", "int32", "uint8", "bool")
    return (
        w.rng.choice(
            [
                f"str({a})[:40]",
                f"repr({a})[:40]",
                f"str({a}.tolist())",
                f"str({a}.shape)",
                f"f'{{{a}.sum()}}'",
                f"str({a}.dtype)",
                f"','.join(str(q) for q in {a}.ravel())",
            ]
        )
        if a
        else None
    )


@makes("list", 1)
def _values(w: Writer, kind: Kind, depth: int) -> str | None:
    dtype = {"int": "int64", "float": "float64", "bool": "bool"}.get(kind.args[0].name)
    name = w.variable(array(dtype, (3,))) if dtype else None
    if kind == list_of(tuple_of(INT, INT)):
        whole = w.variable(array("int64", (2, 3)))
        return f"[tuple(q) for q in {whole}.T.tolist()]" if whole else None
    return (
        w.rng.choice(
            [
                f"{name}.tolist()",
                f"[q.item() for q in {name}]",
                f"sorted({name}.tolist())",
                f"{name}[{name} == {name}[0]].tolist()",
            ]
        )
        if name
        else None
    )


def written(w: Writer, name: str, kind: Kind) -> str:
    """A statement that writes into the array ``name``, or into a view of it."""
    small = w.rng.randint(0, 9)
    scalar = w.plain(BOOL) if kind.dtype == "bool" else str(small)
    inner, mask, first = (
        _known(w, kind.dtype, kind.shape[1:], 1) if len(kind.shape) == 2 else scalar,
        _known(w, "bool", kind.shape, 1),
        _known(w, "bool", kind.shape[:1], 1),
    )
    if kind.dtype == "bool":  # NumPy reads a mask while it writes, even one that is a view of what it writes to
        mask, first = f"np.array({mask})", f"np.array({first})"
    ways = [f"{name}[{w.rng.choice(['0', '-1', w.plain(INT)])}] = {scalar}", f"{name}[{w.rng.randint(0, 1)}] = {inner}", f"{name}[{mask}] = {scalar}", f"{name}[1:] = {scalar}", f"{name}[:] = {w.expr(kind, 1)}",
            f"{name}[::2] = {scalar}", f"{name}[{first}] = {scalar}", f"{name}[[0, -1]] = {inner}", f"{name}[np.array([1, 0])] = {scalar}", f"{name}[{mask}] = {name}[{mask}][::-1]", f"{name}.fill({scalar})",
            f"{name}[::-1][0] = {scalar}", f"{name}.T[0] = {scalar}", f"np.copyto({name}, {w.expr(kind, 1)})", f"{name}[...] = {name}[::-1]", f"{name}.sort()", f"{name}.flat[1] = {scalar}"]  # fmt: skip
    if kind.dtype != "bool":
        ways += [f"{name} {w.rng.choice(['+=', '-=', '*='])} {w.expr(kind, 1)}", f"{name}[0] += {small}", f"{name} += {small}", f"{name}[..., 1] *= {small}", f"{name}[{mask}] += {small}", f"{name}[1:] -= {small}",
                 f"np.add({name}, {w.expr(kind, 1)}, out={name})", f"{name}[{w.plain(INT)}] *= 2", f"np.add.at({name}, [0, 0], 1)", f"np.maximum({name}, {small}, out={name})", f"{name}[1:] += {name}[:-1]"]  # fmt: skip
        ways += (
            [f"{name} /= 2", f"{name}[0] = {w.plain(FLOAT)}", f"np.clip({name}, -1, 1, out={name})"]
            if kind.dtype in FLOATING
            else [f"{name} //= 2", f"{name} %= 7"]
        )
    if len(kind.shape) == 2:
        ways += [f"{name}[:, {w.rng.randint(0, 1)}] = {scalar}", f"{name}[0, 1:] = {scalar}", f"{name}[[0, 1], [1, 0]] = {scalar}", f"{name}[1, {w.plain(INT)}] = {scalar}", f"{name}[np.ix_([0, 1], [1, 0])] = {scalar}",
                 f"{name}.reshape(-1)[1] = {scalar}", f"{name}.ravel()[2] = {scalar}", f"{name}[:, None, 0] = {scalar}"]  # fmt: skip
    return w.rng.choice(ways)


@statement(5)
def _changed_array(w: Writer, depth: int) -> None:
    name = w.changeable(lambda k: k.name == "array")
    if name is not None:
        w.line(written(w, name, w.variables[name]))


@statement(2)
def _over_rows(w: Writer, depth: int) -> None:
    """A loop over the rows, which are views, or over elements, which are scalars of NumPy's."""
    name = w.having(lambda k: k.name == "array" and len(k.shape) == 2)
    if name is None or depth <= 0 or w.loops >= 2:
        return
    kind, row, before = w.variables[name], w.name("row"), dict(w.variables)
    w.line(f"for {row} in {name}{w.rng.choice(['', '.T', '[::-1]'])}:")
    length = kind.shape[0] if ".T" in w.lines[-1] else kind.shape[1]
    with w.block():
        w.loops += 1
        w.variables[row] = array(kind.dtype, (length,))
        w.line(written(w, row, w.variables[row]) if w.chance(0.5) else "pass")
        if length == 3:
            body(w, 0, 1)
        w.loops -= 1
    w.variables = before


@statement(2)
def _scalars(w: Writer, depth: int) -> None:
    """Scalars of NumPy's, which are no Python numbers: their dtype decides what becomes of them."""
    name = w.having(lambda k: k.name == "array")
    if name is None:
        return
    dtype, target = w.variables[name].dtype, w.name()
    element = w.rng.choice([f"{name}.ravel()[{w.plain(INT)} % 3]", f"{name}.max()", f"{name}.flat[0]"])
    if dtype == "bool":
        w.line(f"{target} = [{element}, not {element}, {element} & True, int({element}) + 1]")
    else:
        other = w.rng.choice(
            ["2", "0.5", "True", f"np.{dtype}(3)", "np.float32(1.5)", w.plain(INT) + " % 5", "np.int64(2)"]
        )
        w.line(f"{target} = {element} {w.rng.choice(['+', '*', '>', '==', '<='])} {other}")
        if w.chance(0.5):
            w.line(f"{target} = ({target}, str({target}))")
    w.variables[target] = Kind("opaque")


@statement(2)
def _of_any_length(w: Writer, depth: int) -> None:
    """Arrays whose length the values tell, made into lists."""
    whole, target = w.having(lambda k: k.name == "array" and k.dtype == "int64"), w.name()
    if whole is None:
        return
    way = w.rng.choice([f"{whole}[{whole} > {w.plain(INT)}]", f"np.unique({whole})", f"np.nonzero({whole})[0]", f"np.flatnonzero({whole} > 0)", f"np.arange({w.expr(INT, 1)} % 6)",
                        f"np.array({w.expr(list_of(INT), 1)}, dtype=np.int64)", f"np.concatenate([{whole}.ravel(), np.arange({w.plain(INT)} % 3)])", f"np.setdiff1d({whole}, [0, 1])",
                        f"np.union1d({whole}, [2])", f"np.delete({whole}.ravel(), 0)", f"np.cumsum({whole}[{whole} != 0])", f"np.repeat({whole}.ravel(), 2)[{w.plain(INT)}:]",
                        f"np.unique({whole}, return_counts=True)[1]", f"np.insert({whole}.ravel(), 1, {w.plain(INT)} % 9)", f"np.where({whole} > 1)[0]", f"np.argwhere({whole} > 1).ravel()"])  # fmt: skip
    held = w.name()
    w.line(f"{held} = {way}")
    w.line(
        f"{target} = {w.rng.choice([f'{held}.tolist()', f'[int(q) for q in {held}]', f'{held}[::-1].tolist()', f'sorted({held}.tolist(), reverse=True)', f'({held} * 2).tolist()', f'[*map(int, {held})]'])}"
    )
    w.variables.update({held: Kind("opaque"), target: list_of(INT)})
    if w.chance(0.4):
        w.line(
            f"if {held}.size > {w.rng.randint(0, 3)}: {w.rng.choice([f'{held}[0] += 1', f'{held}[-1] = 7', f'{held} = {held}[1:]', f'{target}.append(int({held}.max()))', f'{held}[{held} > 2] = 0'])}"
        )
