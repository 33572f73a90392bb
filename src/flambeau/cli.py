"""The command line: ``flambeau compile | run | bench | inspect | check | doctor``.

    flambeau compile model.py:pipeline -o model.flam --example photo.png
    flambeau run model.flam photo.png top=5
    flambeau bench model.flam photo.png --profile
    flambeau inspect model.flam --code
    flambeau check model.py:pipeline photo.png
    flambeau doctor model.py:pipeline

A target is ``file.py:name`` or ``package.module:name``; ``name()`` calls what has that name and takes its result. An
input is a ``.npy`` file, an image (RGB uint8, height x width x 3), or a Python literal; ``name=input`` names it.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import shlex
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from .api.inputs import parse_inputs, show_value
from .errors import FlambeauError, excerpt


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line; returns the exit status: 0, 1 for a failure, 2 for wrong usage."""
    options = _parser().parse_args(arguments)
    try:
        status: int = options.run(options)
        return status
    except FlambeauError as error:
        print(f"{'' if str(error).startswith('error:') else 'error: '}{error}", file=sys.stderr)
    except OSError as error:
        print(f"error: {error}", file=sys.stderr)
    except UsageError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 1


class UsageError(Exception):
    """Arguments that make no sense, in a sentence."""


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("flambeau", description="PyTorch programs, without Python.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    command = commands.add_parser("compile", help="compile a function or module to a .flam file")
    command.add_argument("target", help="file.py:name or package.module:name; name() calls it first")
    command.add_argument("-o", "--output", help="the file to write (default: NAME.flam)")
    command.add_argument("--example", action="append", default=[], metavar="INPUT", help="an example input, in order")
    command.add_argument("--how", choices=["auto", "script", "trace"], default="auto", help="the front end to use")
    command.add_argument("--precision", choices=["float32", "exact", "bf16", "int8"], default="float32",
                         help="how floats are computed")  # fmt: skip
    command.add_argument("--calibrate", action="append", default=[], metavar="INPUTS",
                         help="a call's inputs, as in a shell: 'x.npy 3'; for int8, and to measure parity")  # fmt: skip
    command.add_argument("--extra-file", action="append", default=[], metavar="NAME=PATH", help="a file to carry along")
    command.add_argument("--metadata", action="append", default=[], metavar="KEY=TEXT", help="a text to carry along")
    command.set_defaults(run=_compile)

    command = commands.add_parser("run", help="run a .flam file on inputs")
    command.add_argument("program", help="a .flam file")
    command.add_argument("inputs", nargs="*", metavar="INPUT", help="a .npy file, an image, a literal; name=INPUT")
    command.add_argument("--threads", type=int, help="how many threads to use")
    command.add_argument("--repeat", type=int, default=1, help="run so often and say how long each took")
    command.set_defaults(run=_run)

    command = commands.add_parser("bench", help="say how long a .flam file takes on inputs, and where")
    command.add_argument("program", help="a .flam file")
    command.add_argument("inputs", nargs="*", metavar="INPUT", help="as for run")
    command.add_argument("--threads", type=int, help="how many threads to use")
    command.add_argument("--seconds", type=float, default=2.0, help="how long to run it (default: 2)")
    command.add_argument("--profile", action="store_true", help="show the time of each operator and source line")
    command.add_argument("--each", action="store_true", help="show each instruction that takes long, with its shapes")
    command.add_argument("--rows", type=int, default=25, help="how many rows of each table (default: 25)")
    command.set_defaults(run=_bench)

    command = commands.add_parser("inspect", help="say what a .flam file holds")
    command.add_argument("program", help="a .flam file")
    command.add_argument("--code", action="store_true", help="print the bytecode as well")
    command.set_defaults(run=_inspect)

    command = commands.add_parser("check", help="compare a program with eager Python, operator by operator")
    command.add_argument("target", help="file.py:name or package.module:name; name() calls it first")
    command.add_argument("inputs", nargs="*", metavar="INPUT", help="as for run")
    command.set_defaults(run=_check)

    command = commands.add_parser("doctor", help="list all that keeps a program from being compiled")
    command.add_argument("target", help="file.py:name or package.module:name; name() calls it first")
    command.add_argument("--example", action="append", default=[], metavar="INPUT", help="an example input, in order")
    command.set_defaults(run=_doctor)
    return parser


def _compile(options: argparse.Namespace) -> int:
    from . import api

    target = load_target(options.target)
    examples, named = parse_inputs(options.example, torch_tensors=True)
    if named:
        raise UsageError("--example takes inputs in order, not by name")
    calibration = [parse_inputs(shlex.split(line), torch_tensors=True)[0] for line in options.calibrate]
    start = time.perf_counter()
    how: dict[str, Any] = {"precision": options.precision, "calibration": calibration or None}
    if options.how == "trace":
        program = api.trace(target, examples, **how)
    elif options.how == "script":
        program = api.script(target, examples or None, **how)
    else:
        program = api.compile(target, examples or None, **how)
    output = Path(options.output or f"{options.target.rpartition(':')[2].rstrip('()')}.flam")
    files = {name: Path(path).read_bytes() for name, path in map(_pair, options.extra_file)}
    program.save(output, extra_files=files, metadata=dict(map(_pair, options.metadata)))
    size, seconds = output.stat().st_size, time.perf_counter() - start
    print(f"{output}: {program.signature}, {size / 1e6:.1f} MB, {program.report} in {seconds:.1f} s")
    if program.parity is not None:
        print(program.parity)
    return 0


def _run(options: argparse.Namespace) -> int:
    from . import api

    if options.threads is not None:
        api.set_num_threads(options.threads)
    program = api.load(options.program)
    positional, named = parse_inputs(options.inputs)
    try:
        for _ in range(options.repeat):
            start = time.perf_counter()
            result = program(*positional, **named)
            milliseconds = (time.perf_counter() - start) * 1e3
            if options.repeat > 1:
                print(f"{milliseconds:.2f} ms")
    except Exception as error:  # whatever the program raises is the user's to see
        return _print_failure(error)
    print(show_value(result))
    return 0


def _bench(options: argparse.Namespace) -> int:
    from . import api
    from .api.profiling import profile

    if options.threads is not None:
        api.set_num_threads(options.threads)
    positional, named = parse_inputs(options.inputs)
    milliseconds: list[float] = []
    start = time.perf_counter()
    program = api.load(options.program)
    loaded = (time.perf_counter() - start) * 1e3
    try:
        end = time.perf_counter() + options.seconds
        while len(milliseconds) < 2 or time.perf_counter() < end:
            start = time.perf_counter()
            program(*positional, **named)
            milliseconds.append((time.perf_counter() - start) * 1e3)
        first, later = milliseconds[0], sorted(milliseconds[1:])
        print(f"loaded in {loaded:.1f} ms; first call {first:.3f} ms; then {len(later)} calls of "
              f"{later[len(later) // 2]:.3f} ms in the middle, from {later[0]:.3f} to {later[-1]:.3f}")  # fmt: skip
        if options.profile or options.each:
            found = profile(program, positional, named, seconds=options.seconds)
            shown = [found.tables(options.rows)] * options.profile + [found.listing(options.rows)] * options.each
            print("", *shown, sep="\n\n")
    except Exception as error:  # whatever the program raises is the user's to see
        return _print_failure(error)
    return 0


def _print_failure(error: Exception) -> int:
    """Type and message, and the user's lines that led there, innermost last; the status to end with."""
    from .errors import Span

    places = getattr(error, "_flambeau_frames", [])
    for file, function, line, column, end_line, end_column in reversed(places):
        span = Span(file, line, column, end_line, end_column, function)
        print(f"  {span}" + (f" in {function}" if function else ""), file=sys.stderr)
        if shown := excerpt(span):
            print(shown, file=sys.stderr)
    print(f"{type(error).__name__}: {error}", file=sys.stderr)
    return 1


def _inspect(options: argparse.Namespace) -> int:
    from . import api

    start = time.perf_counter()
    program = api.load(options.program)
    milliseconds = (time.perf_counter() - start) * 1e3
    size = Path(options.program).stat().st_size
    code = program.code
    print(f"{options.program}: {size / 1e6:.1f} MB, loads in {milliseconds:.1f} ms")
    for name, parameters, result in program._core.signatures():
        print(f"  {api.Signature(name, tuple(api.Parameter(*p) for p in parameters), result)}")
    print(f"precision: {program.precision}")
    words = sum(len(f.words) for f in code.functions)
    print(f"weights: {program.weight_bytes / 1e6:.1f} MB")
    print(f"code: {len(code.functions)} functions, {words} words, {len(code.operators)} operators")
    for title, entries in (("metadata", program.metadata), ("extra files", program.extra_files)):
        if entries:
            print(f"{title}:")
        for key, value in entries.items():
            print(f"  {key}: {value if isinstance(value, str) else f'{len(value)} bytes'}")
    if options.code:
        print(program.graph)
    return 0


def _check(options: argparse.Namespace) -> int:
    from . import api

    inputs, named = parse_inputs(options.inputs, torch_tensors=True)
    if named:
        raise UsageError("check takes inputs in order, not by name")
    report = api.check(load_target(options.target), inputs)
    print(report)
    return 0 if report.ok else 1


def _doctor(options: argparse.Namespace) -> int:
    from . import api

    examples, named = parse_inputs(options.example, torch_tensors=True)
    if named:
        raise UsageError("--example takes inputs in order, not by name")
    diagnosis = api.doctor(load_target(options.target), examples or None)
    print(diagnosis)
    return 0 if diagnosis.ok else 1


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise UsageError(f"expected NAME=VALUE, got {text!r}")
    return name, value


def load_target(text: str) -> Any:
    """The object that ``file.py:name``, ``package.module:name.attribute`` or ``...:name()`` stands for."""
    where, colon, name = text.rpartition(":")
    if not colon or not name:
        raise UsageError(f"expected file.py:name or package.module:name, got {text!r}")
    if where.endswith(".py"):
        path = Path(where).resolve()
        if not path.exists():
            raise UsageError(f"there is no file {where}")
        sys.path.insert(0, str(path.parent))
        spec = importlib.util.spec_from_file_location(path.stem, path)
        assert spec is not None and spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[path.stem] = module
        spec.loader.exec_module(module)
    else:
        sys.path.insert(0, "")
        try:
            module = importlib.import_module(where)
        except ModuleNotFoundError as error:
            if not f"{where}.".startswith(f"{error.name}."):  # one that the module itself imports
                raise
            raise UsageError(f"there is no module {where}: {error}") from None
    is_call = name.endswith("()")
    found: Any = module
    for part in name.removesuffix("()").split("."):
        if not hasattr(found, part):
            raise UsageError(f"{where} has no {name.removesuffix('()')}")
        found = getattr(found, part)
    return found() if is_call else found
