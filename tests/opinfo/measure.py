"""All samples of an operator, judged in a process of its own: a crash counts for the operator, not for the measure."""

from __future__ import annotations

import gc
import multiprocessing
import os
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from random import Random
from typing import Any

import torch
from torch.testing._internal.common_device_type import precisionOverride
from torch.testing._internal.common_methods_invocations import op_db
from torch.testing._internal.opinfo.core import SampleInput

from .changing import DTYPES, changed
from .judge import Verdict, flattened, judge, judge_error, outcome

SECONDS = 300  # for one operator
IN_VARIANTS = 6  # samples of the method and the in-place variant, for each dtype
IN_OUT = 2  # samples with out=, for each dtype
# Neither dense nor deterministic by name; what gives other numbers under another seed is found out.
LEFT_OUT = ("sparse", "to_sparse", "jiterator")


@dataclass
class Measured:
    """What became of an operator's samples: counts by verdict; of what isn't equal each text with its first sample."""

    name: str
    counts: Counter[str] = field(default_factory=Counter)
    texts: dict[str, str] = field(default_factory=dict)

    @property
    def judged(self) -> int:
        return sum(self.counts.values()) - self.counts["random"]

    @property
    def clean(self) -> bool:
        return self.judged == self.counts["equal"]

    def note(self, what: str, verdict: Verdict) -> None:
        self.counts[verdict.kind] += 1
        if verdict.kind not in ("equal", "random"):
            self.texts.setdefault(f"{verdict.kind}: {verdict.text}", what)


def operators() -> list[Any]:
    """The OpInfos that are judged: deterministic, dense, and eager runs them on the CPU in one of DTYPES."""
    dtypes = [getattr(torch, name) for name in DTYPES]
    return [
        op
        for op in op_db
        if not op.name.startswith(LEFT_OUT) and not draws(op) and any(op.supports_dtype(d, "cpu") for d in dtypes)
    ]


def draws(op: Any) -> bool:
    """Whether the database sets a seed around the operator: it is random."""
    return "wrapper_set_seed" in getattr(getattr(op.op, "__code__", None), "co_names", ())


def tolerance(op: Any, dtype: torch.dtype) -> float:
    """The tolerance that torch's own tests grant the operator in whatever they try; 0 for none."""
    granted = [d.d.get(dtype, 0.0) for d in op.decorators if isinstance(d, precisionOverride)]
    return max(granted, default=0.0)


def full_name(op: Any) -> str:
    return f"{op.name}.{op.variant_test_name}" if op.variant_test_name else str(op.name)


@dataclass(frozen=True)
class Extent:
    """What of an operator is judged: its dtypes, at most so many ``samples`` of each, evenly chosen, and which list.

    The ``reference`` list is that of PyTorch's tests of references: more shapes, strides and values. ``changes`` is how
    many samples with an argument changed are tried instead.
    """

    dtypes: tuple[str, ...] = DTYPES
    samples: int | None = None
    reference: bool = False
    changes: int = 0


def measure(ops: list[Any], extent: Extent, processes: int = 2) -> Iterator[Measured]:
    """Judges ``ops``, some at a time, in their order."""
    with ThreadPoolExecutor(processes) as pool:
        yield from pool.map(lambda op: _in_a_process(op, extent), ops)


def _in_a_process(op: Any, extent: Extent) -> Measured:
    context = multiprocessing.get_context("fork")
    receiving, sending = context.Pipe(duplex=False)

    def run() -> None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # what programs warn of
        gc.disable()  # the database is large, and the process short
        torch.set_num_threads(1)
        sending.send(measure_here(op, extent))

    process = context.Process(target=run)
    process.start()
    sending.close()
    found = Measured(full_name(op))
    try:
        if receiving.poll(SECONDS):
            found = receiving.recv()
        else:
            found.note("", Verdict("fails", f"takes more than {SECONDS} s"))
    except EOFError:
        found.note("", Verdict("fails", "the process ends"))
    process.kill()
    process.join()
    return found


def measure_here(op: Any, extent: Extent) -> Measured:
    warnings.simplefilter("ignore")
    found = Measured(full_name(op))
    compiled: dict[str, Any] = {}
    if extent.changes:
        _measure_changes(op, extent, found, compiled)
        return found
    for name in extent.dtypes:
        dtype = getattr(torch, name)
        if op.supports_dtype(dtype, "cpu"):
            _measure_dtype(op, dtype, name, extent, found, compiled)
    if op.error_inputs_func is not None:
        for error in _generated(lambda: op.error_inputs("cpu")):
            found.note("error input", judge_error(op.op, error.sample_input, compiled))
    return found


def _measure_changes(op: Any, extent: Extent, found: Measured, compiled: dict[str, Any]) -> None:
    torch.manual_seed(0)
    random = Random(full_name(op))
    supported = [getattr(torch, name) for name in extent.dtypes if op.supports_dtype(getattr(torch, name), "cpu")]
    pool = [sample for dtype in supported[:1] for sample in _generated(lambda d=dtype: op.sample_inputs("cpu", d))]
    for _ in range(extent.changes if pool else 0):
        sample = changed(random.choice(pool), random)
        if sample is None:
            continue
        verdict = judge(op.name, op.op, sample, compiled, tolerance(op, supported[0]))
        if verdict.kind == "random":  # or eager refuses it
            verdict = judge_error(op.op, sample, compiled)
        found.note(str(sample.summary()).replace("\n", " ")[:300], verdict)


def _measure_dtype(
    op: Any, dtype: torch.dtype, name: str, extent: Extent, found: Measured, compiled: dict[str, Any]
) -> None:
    torch.manual_seed(0)
    listed = op.reference_inputs if extent.reference else op.sample_inputs
    samples = _generated(lambda: listed("cpu", dtype))
    granted = tolerance(op, dtype)
    strided = not any(getattr(d, "test_name", "") == "test_noncontiguous_samples" for d in op.decorators)
    step = 1 if extent.samples is None else -(-len(samples) // extent.samples)
    for number, sample in list(enumerate(samples))[::step]:
        where = f"{name} sample {number}"
        verdict = judge(op.name, op.op, sample, compiled, granted)
        found.note(where, verdict)
        if verdict.kind == "equal" and strided and not isinstance(sample.input, (list, tuple)):
            found.note(f"{where} non-contiguous", judge(op.name, op.op, sample.noncontiguous(), compiled, granted))
        if number >= IN_VARIANTS * step or verdict.kind != "equal":
            continue
        for variant, title in ((op.method_variant, "method"), (op.inplace_variant, "in place")):
            undefined = sample.broadcasts_input or overlaps(sample.input)
            if variant is not None and not (title == "in place" and undefined):
                found.note(f"{where} {title}", judge(op.name, variant, sample, compiled, granted))
        if op.supports_out and number < IN_OUT * step:
            for title, written in into_given(op.op, sample):
                found.note(f"{where} {title}", judge(op.name, op.op, written, compiled, granted))


def overlaps(value: Any) -> bool:
    """Whether a tensor has more elements than places: what is written to it depends on the order."""
    if not isinstance(value, torch.Tensor) or value.numel() == 0:
        return False
    return 1 + sum((n - 1) * step for n, step in zip(value.shape, value.stride())) < value.numel()


def into_given(function: Callable[..., Any], sample: Any) -> Iterator[tuple[str, Any]]:
    """The sample with ``out=``: empty tensors, strided ones, some of another dtype."""
    result = outcome(lambda: function(sample.input, *sample.args, **sample.kwargs), [])
    results = flattened(result)
    if not results or not all(isinstance(t, torch.Tensor) for t in results):
        return
    made: dict[str, Callable[[torch.Tensor], torch.Tensor]] = {
        "into an empty tensor": lambda t: torch.empty(0, dtype=t.dtype),
        "into a strided tensor": lambda t: (
            torch.zeros_like(t.mT.contiguous()).mT if t.dim() > 1 else torch.zeros_like(t)
        ),
        "into integers": lambda t: torch.zeros(t.shape, dtype=torch.int32),
    }
    for title, make in made.items():
        outs = [make(t) for t in results]
        kwargs = {**sample.kwargs, "out": tuple(outs) if isinstance(result, tuple) else outs[0]}
        defined = sample.output_process_fn_grad
        yield title, SampleInput(sample.input, args=sample.args, kwargs=kwargs, output_process_fn_grad=defined)


def _generated(make: Callable[[], Any]) -> list[Any]:
    """All that a generator of samples yields before it raises, if it does: some ask for what isn't installed."""
    samples = []
    try:
        for sample in make():
            samples.append(sample)
    except Exception:
        pass
    return samples
