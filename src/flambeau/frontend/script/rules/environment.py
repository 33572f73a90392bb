"""What library code asks about its surroundings: a compiled program isn't traced, scripted by torch, or exported.

Also checks and log calls that say nothing about the result, and attributes of dtypes and devices.
"""

from __future__ import annotations

import contextlib
import types
from typing import TYPE_CHECKING, Any

import torch
import torch.utils.checkpoint

from .... import types as ty
from ....stdlib import draws
from ..entry import annotation_type
from ..values import NONE, Abstract, BoundMethod, Dynamic, FunctionValue, Static
from . import FUNCTIONS, attribute, calls, function
from .overloads import plain

if TYPE_CHECKING:
    from ..interpreter import Interpreter


def answer(value: Any, *functions: Any) -> None:
    """These functions always give ``value``."""

    @function(*[f for f in functions if f is not None])
    def rule(interp: Interpreter, *args: Abstract, **kwargs: Abstract) -> Abstract:
        return Static(value)


def _find(path: str) -> Any:
    """``torch.<path>``, None in a version of torch that has no such function."""
    found: Any = torch
    for part in path.split("."):
        found = getattr(found, part, None)
    return found


answer(
    False,
    *map(
        _find,
        (
            "jit.is_scripting", "jit.is_tracing", "compiler.is_compiling", "compiler.is_dynamo_compiling",
            "compiler.is_exporting", "overrides.has_torch_function", "overrides.has_torch_function_unary",
            "overrides.has_torch_function_variadic", "_C._has_torch_function", "_C._has_torch_function_unary",
            "_C._has_torch_function_variadic", "backends.mha.get_fastpath_enabled", "is_grad_enabled",
            "is_inference_mode_enabled", "_C._is_torch_function_enabled", "_C._is_torch_function_mode_enabled",
            "are_deterministic_algorithms_enabled", "_C._is_any_autocast_enabled", "is_autocast_enabled",
            "is_autocast_cpu_enabled", "_C._functorch.is_batchedtensor", "onnx.is_in_onnx_export",
            "cuda.is_available", "cuda.is_initialized", "_C._get_tracing_state_enabled", "is_anomaly_enabled",
            "_C._is_tracing", "_C._are_functorch_transforms_active", "_is_functional_tensor",
            "_subclasses.fake_tensor.is_fake", "utils._python_dispatch.is_traceable_wrapper_subclass",
            "_jit_internal.is_scripting", "_jit_internal.is_tracing", "cuda.is_current_stream_capturing",
        ),
    ),
)  # fmt: skip
answer(
    None,
    *map(
        _find,
        (
            "_C._get_tracing_state", "_C._log_api_usage_once", "_C._log_api_usage_metadata", "_C._jit_set_emit_hooks",
            "autograd.graph.increment_version", "_C._autograd._saved_tensors_hooks_disable",
        ),
    ),
)  # fmt: skip


@function(torch._assert)
def _assert(interp: Interpreter, condition: Abstract, message: Abstract) -> Abstract:
    """``torch._assert(condition, message)`` is an assert statement."""
    truth = interp.truth(condition)

    def fail() -> Abstract:
        interp.raise_(AssertionError, message.value if isinstance(message, Static) else message)

    if isinstance(truth, bool):
        return NONE if truth else fail()
    return interp.branch(truth, lambda: NONE, fail)


if _find("cuda._lazy_init") is not None:

    @function(torch.cuda._lazy_init)
    def _initialise_cuda(interp: Interpreter) -> Abstract:
        """What every function of torch.cuda starts with: a program has no such device, as a CPU build has none."""
        interp.raise_(AssertionError, "Torch not compiled with CUDA enabled")


def _check_rule(checked: Any, error: type[Exception]) -> None:
    if checked is None:
        return

    @function(checked)
    def check(interp: Interpreter, cond: Abstract, message: Abstract = NONE) -> Abstract:
        truth = interp.truth(cond)

        def fail() -> Abstract:
            text = message
            if isinstance(message, Static) and message.value is None:
                text = Static("Expected cond to be True, but got False")
            elif not isinstance(interp.type_of(message), ty.Simple) or interp.type_of(message) == ty.ANY:
                text = interp.call(message, [], {})
            interp.raise_(error, text.value if isinstance(text, Static) else text)

        if isinstance(truth, bool):
            return NONE if truth else fail()
        return interp.branch(truth, lambda: NONE, fail)


for _name, _error in (("_check", RuntimeError), ("_check_value", ValueError), ("_check_index", IndexError),
                      ("_check_type", TypeError), ("_check_is_size", RuntimeError)):  # fmt: skip
    _check_rule(getattr(torch, _name, None), _error)


@function(torch.jit.annotate)
def _annotate(interp: Interpreter, the_type: Abstract, the_value: Abstract) -> Abstract:
    """The value; under the annotation's type where its own says less, which is checked when the program runs."""
    if not isinstance(the_value, Dynamic) or not isinstance(the_type, Static):
        return the_value
    hinted = annotation_type(interp, the_type.value)
    narrower = hinted is not None and hinted != the_value.type and ty.is_subtype(hinted, the_value.type)
    return interp.narrow(the_value, hinted) if narrower and hinted is not None else the_value


@function(torch.get_default_dtype)
def _default_dtype(interp: Interpreter) -> Abstract:
    return Static(torch.get_default_dtype())


@function(torch.device)
def _device(interp: Interpreter, type: Abstract = NONE, index: Abstract = NONE) -> Abstract:
    """A device by name; a program computes on the CPU."""
    given = plain(type)
    if interp.type_of(given) == ty.DEVICE:
        return given
    if not interp.is_static(given) or not interp.is_static(index):
        interp.refuse(
            "a device whose name is only known at run time isn't supported",
            "pass the device as an input of the type torch.device, or use that of a tensor: x.device",
        )
    index_value = interp.python(index)
    held = interp.python(given)
    return Static(torch.device(held) if index_value is None else torch.device(held, index_value))


# --- contexts and wrappers that change nothing about inference --------------------------------------------------------


class _NoEffect(contextlib.nullcontext):  # type: ignore[type-arg]
    """What ``torch.no_grad()`` and its like are in a program: as a context or as a decorator, nothing."""

    def __call__(self, func: Any) -> Any:
        return func


@function(
    torch.no_grad, torch.enable_grad, torch.inference_mode, torch.set_grad_enabled, torch.profiler.record_function,
    torch.autograd.profiler.record_function, torch.nn.attention.sdpa_kernel, torch.random.fork_rng,
    torch.autograd.set_detect_anomaly, torch.autograd.graph.save_on_cpu, torch.autograd.set_multithreading_enabled,
    torch.backends.cudnn.flags, torch.nn.utils.parametrize.cached,
)  # fmt: skip
def _no_effect(interp: Interpreter, *args: Abstract, **kwargs: Abstract) -> Abstract:
    plain_function = isinstance(args[0].value, types.FunctionType) if args and isinstance(args[0], Static) else False
    if args and (plain_function or isinstance(args[0], (FunctionValue, BoundMethod))):
        return args[0]  # `@torch.no_grad` without parentheses
    return Static(_NoEffect())


@function(_find("cpu.amp.autocast"))
def _autocast_of_the_cpu(
    interp: Interpreter, enabled: Abstract = Static(True), *args: Abstract, **kwargs: Abstract
) -> Abstract:
    return _autocast(interp, Static("cpu"), enabled=enabled)


@function(torch.autocast, _find("cuda.amp.autocast"))
def _autocast(interp: Interpreter, *args: Abstract, **kwargs: Abstract) -> Abstract:
    """Autocast of the CPU changes dtypes; that of another device, or one that isn't enabled, does nothing."""
    names = ("device_type", "dtype", "enabled", "cache_enabled")
    given = {**dict(zip(names, args)), **kwargs}
    enabled, device = given.get("enabled", Static(True)), given.get("device_type", Static("cuda"))
    if interp.is_static(enabled) and not interp.python(enabled):
        return Static(_NoEffect())
    if interp.is_static(device) and interp.python(device) != "cpu":
        return Static(_NoEffect())
    interp.refuse(
        "autocast isn't compiled: which dtype each operator computes in would depend on it",
        "pass enabled=False, and convert with x.to(dtype) where another dtype is wanted",
    )


@function(eval, exec)
def _eval(interp: Interpreter, *args: Abstract, **kwargs: Abstract) -> Abstract:
    interp.refuse("eval() and exec() run source that isn't the program's", "write the expression itself")


@function(open)
def _open(interp: Interpreter, *args: Abstract, **kwargs: Abstract) -> Abstract:
    interp.refuse(
        "open() reads or writes a file, and a program has none",
        "read the file before the program starts: pass what it holds, or keep that in a global or an attribute",
    )


@function(input)
def _input(interp: Interpreter, *args: Abstract) -> Abstract:
    interp.refuse("input() asks somebody at a keyboard", "make what is asked for an input of the program")


@function(torch.utils.checkpoint.checkpoint)
def _checkpoint(interp: Interpreter, called: Abstract, *args: Abstract, **kwargs: Abstract) -> Abstract:
    """Checkpointing saves memory for the gradients; forward just calls the function."""
    own = ("use_reentrant", "context_fn", "determinism_check", "debug", "early_stop", "preserve_rng_state")
    return interp.call(called, list(args), {k: v for k, v in kwargs.items() if k not in own})


@function(torch.utils.checkpoint.checkpoint_sequential)
def _checkpoint_sequential(
    interp: Interpreter, functions: Abstract, segments: Abstract, input: Abstract, **kwargs: Abstract
) -> Abstract:
    for called in interp.items(functions) or []:
        input = interp.call(called, [input])
    return input


@function(torch.nn.RNNBase._update_flat_weights, torch.nn.RNNBase.flatten_parameters)
def _flat_weights(interp: Interpreter, self: Abstract) -> Abstract:
    """How the weights lie in memory is no business of a program."""
    return NONE


@function(torch._has_compatible_shallow_copy_type)
def _is_compatible(interp: Interpreter, tensor: Abstract, other: Abstract) -> Abstract:
    """Whether ``tensor.data = other`` keeps the tensor: all here are dense ones on a CPU."""
    return Static(True)


@function(torch.manual_seed)
def _manual_seed(interp: Interpreter, seed: Abstract) -> Abstract:
    interp.op("aten::manual_seed", plain(seed))
    return NONE


FUNCTIONS[torch.Generator] = calls(draws.Generator)


@function(draws.state_of)
def _generator_state(interp: Interpreter, seed: Abstract) -> Abstract:
    return interp.op("tensor::generator_state", plain(seed), result=ty.TensorType("int64", 1))


# --- dtypes and devices that are only known at run time ---------------------------------------------------------------

FLOATING = tuple(d for d in (torch.float32, torch.float64, torch.float16, torch.bfloat16))
COMPLEX = (torch.complex64, torch.complex128)
SIGNED = (*FLOATING, *COMPLEX, torch.int8, torch.int16, torch.int32, torch.int64)


@attribute("dtype", "is_floating_point")
def _is_floating_point(interp: Interpreter, self: Abstract) -> Abstract:
    return interp.compare("in", self, _dtypes(interp, FLOATING))


@attribute("dtype", "is_signed")
def _is_signed(interp: Interpreter, self: Abstract) -> Abstract:
    return interp.compare("in", self, _dtypes(interp, SIGNED))


@attribute("dtype", "is_complex")
def _is_complex(interp: Interpreter, self: Abstract) -> Abstract:
    return interp.compare("in", self, _dtypes(interp, COMPLEX))


@attribute("dtype", "itemsize")
def _itemsize(interp: Interpreter, self: Abstract) -> Abstract:
    dtypes = (*SIGNED, torch.uint8, torch.bool)
    pairs = [interp.lift(Static(v)) for d in dtypes for v in (d, d.itemsize)]
    table = interp.build("dict", pairs, [ty.dict_of(ty.DTYPE, ty.INT)]).result
    return interp.op("py::getitem", table, self, result=ty.INT)


def _dtypes(interp: Interpreter, dtypes: tuple[torch.dtype, ...]) -> Abstract:
    return Dynamic(
        interp.build("tuple", [interp.lift(Static(d)) for d in dtypes], [ty.tuple_of(*[ty.DTYPE] * len(dtypes))]).result
    )


@attribute("device", "type")
def _device_type(interp: Interpreter, self: Abstract) -> Abstract:
    return Static("cpu")


@attribute("device", "index")
def _device_index(interp: Interpreter, self: Abstract) -> Abstract:
    return NONE
