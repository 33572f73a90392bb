"""Every class of ``torch.nn`` that PyTorch's own tests know how to make and call, scripted and run against eager.

PyTorch's list gives many arguments for each; here the first and the last are tried, in evaluation mode.
"""

from __future__ import annotations

import inspect
import warnings
from typing import Any

import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("expecttest", reason="PyTorch's list of modules needs it")

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from torch.testing._internal.common_modules import module_db

import flambeau as fl  # noqa: E402

FIRST_ALONE = {"nn_LinearCrossEntropyLoss"}  # with options it runs a generator that can't be compiled yet
REFUSED = {"nn_FractionalMaxPool2d", "nn_FractionalMaxPool3d"}  # they pool over windows that are drawn by chance


def calls(info: Any) -> list[tuple[Any, tuple[Any, ...]]]:
    """Modules, each with its arguments."""
    dtype = torch.float32 if torch.float32 in info.dtypes else next(iter(info.dtypes))
    torch.manual_seed(0)
    inputs = [i for i in info.module_inputs_func(info, "cpu", dtype, False, False) if i.forward_input is not None]
    found = []
    for one in inputs[:1] if info.formatted_name in FIRST_ALONE or len(inputs) == 1 else (inputs[0], inputs[-1]):
        torch.manual_seed(0)
        module = info.module_cls(*one.constructor_input.args, **one.constructor_input.kwargs).eval().to(dtype)
        bound = inspect.signature(module.forward).bind(*one.forward_input.args, **one.forward_input.kwargs)
        bound.apply_defaults()
        found.append((module, bound.args))
    return found


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("info", module_db, ids=lambda info: info.formatted_name)
def test_module(info: Any) -> None:
    for module, arguments in calls(info):
        if info.formatted_name in REFUSED:
            with pytest.raises(fl.CompileError):
                fl.script(module, arguments)
            continue
        with torch.no_grad():
            expected = module(*arguments)
        torch.testing.assert_close(fl.script(module, arguments)(*arguments), expected, equal_nan=True)
