"""Rules: what the compiler knows about Python, torch and other functions that have no Python source to read.

A rule is a function ``rule(interpreter, *args, **kwargs)`` on abstract values, registered for a Python callable, for a
method of a type, or for an attribute. ``interpreter`` offers ``op``, ``lift``, ``branch``, ``split``, ``call``...
"""

from __future__ import annotations

import functools
import importlib
import inspect
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ..values import Abstract, Builtin, Method, Static

if TYPE_CHECKING:
    from ..interpreter import Interpreter

Rule = Callable[..., Abstract]

FUNCTIONS: dict[Any, Rule] = {}  # by the Python callable itself (hashable ones), or by id for the others
METHODS: dict[tuple[str, str], Rule] = {}  # (kind, method): kinds are "Tensor", "str", "list", "dict", ...
ATTRIBUTES: dict[tuple[str, str], Rule] = {}
INSTANCES: dict[tuple[type, str], Rule] = {}  # methods of known objects of a class that has no Python source

# Rules for packages that a program may use, by the module that has to be imported for it to do so.
OPTIONAL = {
    "numpy": "numpy", "torchvision.transforms.functional": "torchvision", "cv2": "opencv", "PIL.Image": "pillow",
    "regex": "regex_module", "tqdm.std": "progress", "transformers.utils.output_capturing": "transformers",
    "statistics": "statistics", "torch._dynamo.decorators": "dynamo", "binascii": "base64_coding",
    "torch.distributions.kl": "distributions", "scipy.optimize._lsap": "assignment", "einops.einops": "einops",
    "einops.layers.torch": "einops_layers", "hashlib": "hashing", "zlib": "hashing", "_csv": "csv",
    "scipy.linalg._basic": "scipy_linalg", "scipy.ndimage._filters": "scipy_ndimage",
    "scipy.spatial.distance": "scipy_distances", "scipy.fft._realtransforms": "scipy_fft",
    "scipy.fftpack._realtransforms": "scipy_fftpack", "sklearn.metrics.pairwise": "sklearn_metrics",
    "scipy.signal._signaltools": "scipy_signal", "scipy.special._ufuncs": "scipy_special",
    "scipy.stats._stats_py": "scipy_stats", "scipy.spatial._qhull": "scipy_hull",
    "scipy.spatial.transform._rotation": "scipy_rotations", "uuid": "identifiers",
    "sklearn.utils.validation": "sklearn_estimators", "joblib.parallel": "joblib_tasks",
}  # fmt: skip


def load_optional() -> None:
    """Registers the rules for the packages that the program's process has imported."""
    for package, rules in OPTIONAL.items():
        if package in sys.modules:
            module = importlib.import_module(f".{rules}", __name__)
            if hasattr(module, "register_imported"):  # of what has many modules, some of which may be imported later
                module.register_imported()


def find(callable: Any) -> Rule | None:
    """The rule for calls of a callable. Its module may have been imported by what is being compiled, a moment ago."""
    try:
        rule = FUNCTIONS.get(callable)
    except TypeError:  # not hashable
        return None
    package = getattr(callable, "__module__", None)
    rules = OPTIONAL.get(package) if rule is None and isinstance(package, str) else None
    if rules is not None and f"{__name__}.{rules}" not in sys.modules:
        load_optional()
        rule = FUNCTIONS.get(callable)
    return rule


def function(*callables: Any) -> Callable[[Rule], Rule]:
    """Registers a rule for calls of these callables."""

    def register(rule: Rule) -> Rule:
        for one in callables:
            FUNCTIONS[one] = rule
        return rule

    return register


def calls(written: Any) -> Rule:
    """The rule that calls a function or class of the stdlib with what it is given."""

    def call(interp: Interpreter, *args: Abstract, **kwargs: Abstract) -> Abstract:
        return interp.call(Static(written), list(args), kwargs)

    call.written = written  # type: ignore[attr-defined]
    return call


def method(kind: str, *names: str) -> Callable[[Rule], Rule]:
    """Registers a rule for methods of a kind of value; the rule's first argument is the receiver."""

    def register(rule: Rule) -> Rule:
        for name in names:
            METHODS[kind, name] = rule
        return rule

    return register


def instance_method(cls: type, *names: str) -> Callable[[Rule], Rule]:
    """Registers a rule for methods of the objects of a class; the rule's first argument is the known object."""

    def register(rule: Rule) -> Rule:
        for name in names:
            INSTANCES[cls, name] = rule
        return rule

    return register


def bound(name: str, rule: Rule, receiver: Abstract) -> Builtin:
    """The method ``name`` of ``receiver``, which ``rule`` compiles."""

    def call(interp: Interpreter, *args: Abstract, **kwargs: Abstract) -> Abstract:
        try:
            _signature(inspect.unwrap(rule)).bind(interp, receiver, *args, **kwargs)
        except TypeError as error:
            interp.refuse(f"{name}() can't be compiled with these arguments: {error}", "give it those that it takes")
        return rule(interp, receiver, *args, **kwargs)

    return Method(name, call, receiver)


_signature = functools.cache(inspect.signature)


def attribute(kind: str, *names: str) -> Callable[[Rule], Rule]:
    """Registers a rule for reading attributes of a kind of value."""

    def register(rule: Rule) -> Rule:
        for name in names:
            ATTRIBUTES[kind, name] = rule
        return rule

    return register
