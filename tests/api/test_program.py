"""Programs as Python objects: calls and wrong calls, save and load, signature, tracebacks, training mode."""

from __future__ import annotations

import copy
import io
import subprocess
import sys
import traceback

import numpy as np
import pytest
import torch
from torch import nn

import flambeau as fl


def repeat(x, times: int = 2, name: str = "x"):
    rows = []
    for index in range(times):
        rows.append(x * index)
    return torch.stack(rows), f"{name}{times}"


@pytest.fixture(scope="module")
def program():
    return fl.script(repeat)


def test_the_signature_says_names_types_and_defaults(program):
    assert str(program.signature) == "forward(x: Tensor, times: int = 2, name: str = 'x') -> Tuple[Tensor, str]"
    assert [p.name for p in program.signature.parameters] == ["x", "times", "name"]


def test_arguments_by_position_by_name_and_by_default(program):
    x = torch.arange(3.0)
    for args, kwargs in [((x,), {}), ((x, 3), {}), ((x,), {"name": "y"}), ((), {"x": x, "times": 1})]:
        got, expected = program(*args, **kwargs), repeat(*args, **kwargs)
        assert torch.equal(got[0], expected[0]) and got[1] == expected[1]


@pytest.mark.parametrize(
    "args, kwargs, named",
    [
        ((), {}, "x"),
        ((torch.ones(1), 1, "a", 4), {}, "3"),
        ((torch.ones(1),), {"colour": 1}, "colour"),
        ((torch.ones(1), 1), {"times": 2}, "times"),
        ((torch.ones(1), "many"), {}, "times"),
        ((None,), {}, "x"),
        (("text",), {}, "x"),
    ],
)
def test_a_wrong_call_names_the_parameter(program, args, kwargs, named):
    with pytest.raises(TypeError, match=named):
        program(*args, **kwargs)


def test_numpy_in_numpy_out(program):
    rows, _ = program(np.ones(2, np.float32))
    assert isinstance(rows, np.ndarray) and rows.dtype == np.float32 and rows.shape == (2, 2)


def test_save_and_load_keep_everything(program, tmp_path):
    path = tmp_path / "m.flam"
    program.save(path, extra_files={"labels.txt": "a\nb", "raw": b"\x00\xff"}, metadata={"version": "1"})
    for loaded in (fl.load(path), fl.load(str(path)), fl.load(path.read_bytes()), fl.load(open(path, "rb"))):
        assert loaded.extra_files == {"labels.txt": b"a\nb", "raw": b"\x00\xff"}
        assert loaded.metadata == {"version": "1"} and str(loaded.signature) == str(program.signature)
        assert torch.equal(loaded(torch.ones(2), 3)[0], program(torch.ones(2), 3)[0])


def test_a_loaded_program_is_saved_again(program, tmp_path):
    first = io.BytesIO()
    program.save(first, metadata={"a": "1", "b": "1"})
    loaded = fl.load(first.getvalue())
    loaded.save(tmp_path / "again.flam", metadata={"b": "2"})
    again = fl.load(tmp_path / "again.flam")
    assert again.metadata == {"a": "1", "b": "2"} and again.graph == loaded.graph
    assert again(torch.ones(1))[1] == "x2"


def test_the_graph_is_text(program):
    assert "aten::stack" in program.graph
    buffer = io.BytesIO()
    program.save(buffer)
    assert "aten::stack" in fl.load(buffer.getvalue()).graph


def test_a_missing_file_is_an_os_error(tmp_path):
    with pytest.raises(FileNotFoundError):
        fl.load(tmp_path / "none.flam")


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n", b"PK\x03\x04", b"FLAM"], ids=repr)
def test_another_kind_of_file_is_an_archive_error(content):
    with pytest.raises(fl.ArchiveError):
        fl.load(content)


def test_weights_are_the_programs_own():
    model = nn.Linear(2, 1).eval()
    program = fl.script(model)
    before = program(torch.ones(1, 2))
    with torch.no_grad():
        model.weight.zero_()
    assert torch.equal(program(torch.ones(1, 2)), before)


def test_a_returned_weight_may_be_changed():
    class Holder(nn.Module):
        def __init__(self):
            super().__init__()
            self.weight = nn.Parameter(torch.ones(2))

        def forward(self):
            return self.weight

    program = fl.script(Holder().eval())
    program().zero_()
    assert program().tolist() == [1, 1]


def failing(x):
    if x.sum() > 0:
        return deeper(x)
    return x


def deeper(x):
    raise ValueError(f"too much: {x.shape[0]}")


def test_an_exception_shows_the_users_lines():
    program = fl.script(failing)
    with pytest.raises(ValueError, match="too much: 2") as raised:
        program(torch.ones(2))
    shown = "".join(traceback.format_exception(raised.value))
    assert 'raise ValueError(f"too much: {x.shape[0]}")' in shown
    assert "return deeper(x)" in shown


def raising_bytes(x: int):
    raise KeyError(f"{x}\0 and more")


def test_the_text_of_an_exception_may_hold_a_nul():
    with pytest.raises(KeyError) as raised:
        fl.script(raising_bytes, example_inputs=[1])(3)
    assert raised.value.args == ("3\0 and more",)


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(nn.Linear(2, 2), nn.Dropout(0.5), nn.BatchNorm1d(2))

    def forward(self, x):
        return self.body(x)


@pytest.mark.parametrize("compile", [fl.script, lambda m: fl.trace(m, (torch.ones(3, 2),))], ids=["script", "trace"])
def test_a_model_in_training_mode_is_refused(compile):
    with pytest.raises(fl.CompileError) as raised:
        compile(Net())
    assert str(raised.value) == (
        "error: the model is in training mode, where these layers behave otherwise than in use:\n"
        "  body.1: Dropout\n"
        "  body.2: BatchNorm1d\n"
        "  fix: call model.eval() before compiling it"
    )


def test_training_goes_on_without_the_program(tmp_path):
    """Weights as they were, a view of another weight, and one that a pass has changed."""
    model = nn.Sequential(nn.Linear(3, 3), nn.Conv1d(3, 3, 1), nn.BatchNorm1d(3)).eval()

    class Tied(nn.Module):
        def __init__(self):
            super().__init__()
            self.body = model
            self.tied = model[0].weight[1:]

        def forward(self, x):
            return self.body(x) @ self.tied.T

    tied, x = Tied(), torch.randn(2, 3, 3)
    with torch.no_grad():
        expected = tied(x)
    program = fl.script(tied)
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.zero_()
    program.save(tmp_path / "program.flam")
    for used in (program, fl.load(tmp_path / "program.flam")):
        torch.testing.assert_close(used(x), expected)


def test_a_function_that_uses_a_model_in_training_mode_is_refused():
    net = Net()
    with pytest.raises(fl.CompileError, match="net.body.1: Dropout"):
        fl.script(lambda x: net(x))


def test_what_does_not_differ_in_training_is_taken():
    assert fl.script(nn.Sequential(nn.Linear(2, 2), nn.Dropout(0.0)))(torch.ones(1, 2)).shape == (1, 2)


def test_script_is_a_decorator():
    @fl.script
    def double(x):
        return x * 2

    @fl.script(example_inputs=(3,))
    def next_one(n):
        return n + 1

    assert double(torch.ones(1)).item() == 2 and next_one(4) == 5


def test_compile_says_what_it_chose():
    assert fl.compile(repeat).report == "scripted"


def test_check_compares_with_eager():
    report = fl.check(repeat, (torch.arange(3.0),))
    assert report.ok and str(report).startswith("same: 2 results")


def test_load_and_run_without_torch(program, tmp_path):
    program.save(tmp_path / "m.flam")
    code = (
        "import sys; sys.modules['torch'] = None\n"
        "import numpy as np, flambeau as fl\n"
        f"program = fl.load({str(tmp_path / 'm.flam')!r})\n"
        "rows, name = program(np.arange(2.0), 3)\n"
        "assert rows.tolist() == [[0, 0], [0, 1], [0, 2]] and name == 'x3', rows\n"
        "assert 'aten::stack' in program.graph\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_loading_and_running_import_no_compiler(program, tmp_path):
    program.save(tmp_path / "m.flam")
    code = (
        "import sys, numpy as np, flambeau as fl\n"
        f"fl.load({str(tmp_path / 'm.flam')!r})(np.arange(2.0), 3)\n"
        "parts = {name.split('.')[1] for name in sys.modules if name.startswith('flambeau.')}\n"
        "assert parts == {'api', 'errors', 'frontend', 'runtime'}, parts\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_number_of_threads_is_set():
    before = fl.get_num_threads()
    fl.set_num_threads(3)
    assert fl.get_num_threads() == 3
    fl.set_num_threads(before)
    with pytest.raises(RuntimeError):
        fl.set_num_threads(0)


def test_what_a_call_raises_in_a_handler_names_what_was_handled():
    def refuse(x: int) -> int:
        raise ValueError(f"no {x}")

    program = fl.script(refuse)
    with pytest.raises(ValueError, match="no 1") as caught:
        try:
            raise KeyError("first")
        except KeyError:
            program(1)
    assert isinstance(caught.value.__context__, KeyError) and not caught.value.__suppress_context__


def test_a_copy_is_the_same_instance_and_one_never_made_refuses_calls(program):
    assert copy.copy(program) is program
    with pytest.raises(TypeError, match="initialised"):
        fl.Program.__new__(fl.Program)(torch.ones(1))
