"""What goes into a program and comes out of it: every kind of value, without copies and with Python's identities."""

from __future__ import annotations

import gc
import threading
import weakref

import numpy as np
import pytest
import torch

import flambeau as fl
from flambeau.runtime import _core


def echo(value):
    """The value as the runtime hands it back: in a list and out of it."""
    return _core.call("py::to_list", [[value]])[0]


@pytest.mark.parametrize(
    "value",
    [
        None, True, 0, -(2**63), 2**63 - 1, 1.5, float("inf"), 2 + 3j, "", "naïve ☂", "\ud800", b"\x00\xff", ...,
        (), (1, (2, "x")), [], [1, [2]], {}, {"a": 1, 2: [3]}, set(), {1, 2.5}, range(2, 9, 3), slice(1, None, -1),
        torch.float32, torch.bfloat16, torch.device("cpu"), torch.device("cpu", 0), torch.Size([2, 3]),
    ],
    ids=repr,
)  # fmt: skip
def test_a_value_comes_back_as_it_went_in(value):
    result = echo(value)
    assert result == value and type(result) is type(value)


def test_not_a_number_comes_back():
    assert echo(float("nan")) != echo(float("nan"))


def test_numpy_scalars_keep_their_classes():
    given = [np.float32(0.5), np.float64(0.1), np.int8(-3), np.uint64(2**64 - 1), np.bool_(True), np.complex64(1j)]
    results = [echo(v) for v in given]
    assert results == given and list(map(type, results)) == list(map(type, given))
    assert echo(np.dtype("float32")) is np.dtype("float32") and type(echo(np.str_("x"))) is str


@pytest.mark.parametrize("kind", "HILQ")
def test_numpy_s_unsigned_arrays(kind):
    array = np.ones((2, 3), dtype=kind)
    copied = _core.call("np::asarray", [array, None, "K"])
    assert copied is array and _core.call("np::copy", [array, "K"]).dtype == array.dtype


def test_numpy_scalars_are_numbers_to_a_program_without_arrays():
    def half(x: float):
        return x / 2

    assert type(fl.script(half)(np.float64(3))) is float


@pytest.mark.parametrize("value", [object(), lambda: 0, np.array(["text"]), 2**63], ids=lambda v: type(v).__name__)
def test_a_value_without_a_counterpart_is_refused(value):
    with pytest.raises((TypeError, OverflowError)):
        echo(value)


DTYPES = [
    torch.bool, torch.uint8, torch.int8, torch.int16, torch.int32, torch.int64, torch.float16, torch.bfloat16,
    torch.float32, torch.float64, torch.complex64, torch.complex128,
]  # fmt: skip


@pytest.mark.parametrize("dtype", DTYPES, ids=str)
@pytest.mark.parametrize("shape", [(), (0,), (3,), (2, 3), (2, 0, 4), (1, 5, 1)], ids=str)
def test_torch_tensors_of_every_dtype_share_memory(dtype, shape):
    tensor = torch.ones(shape, dtype=dtype)
    view = _core.call("aten::alias", [tensor])
    assert view.dtype == dtype and view.shape == tensor.shape
    if tensor.numel():
        assert view.data_ptr() == tensor.data_ptr()


@pytest.mark.parametrize(
    "tensor",
    [torch.arange(24).reshape(2, 3, 4).permute(2, 0, 1), torch.arange(10)[1::3], torch.zeros(3, 1).expand(3, 4),
     torch.zeros(1, 3, 4, 4).to(memory_format=torch.channels_last), torch.arange(4.0, requires_grad=True)],
    ids=["permuted", "stepped", "expanded", "channels_last", "grad"],
)  # fmt: skip
def test_strides_are_kept(tensor):
    assert _core.call("tensor::strides", [tensor]) == tensor.stride()
    assert torch.equal(_core.call("aten::alias", [tensor]), tensor)


def test_conjugated_and_negated_views_are_resolved():
    tensor = torch.tensor([1 + 2j, 3 - 1j])
    assert torch.equal(_core.call("aten::alias", [tensor.conj()]), tensor.conj())
    assert torch.equal(_core.call("aten::alias", [tensor.conj().imag]), tensor.conj().imag)


@pytest.mark.parametrize("kind", "?bBhilqefdFD")
def test_numpy_arrays_of_every_dtype_share_memory(kind):
    array = np.ones((2, 3), dtype=kind)
    view = _core.call("aten::alias", [array])
    assert isinstance(view, np.ndarray) and view.dtype == array.dtype
    view[0, 0] = 0
    assert array[0, 0] == 0


def test_numpy_arrays_that_tensors_cannot_be_are_copied():
    array = np.arange(6.0).reshape(2, 3)
    assert _core.call("tensor::tolist", [array[::-1, ::-2]]) == array[::-1, ::-2].tolist()
    packed = np.zeros(3, dtype=[("flag", "u1"), ("value", "<f4")])
    packed["value"] = [1, 2, 3]
    assert _core.call("tensor::tolist", [packed["value"]]) == [1, 2, 3]


def test_a_readonly_array_is_read_but_not_written():
    array = np.arange(3.0)
    array.flags.writeable = False
    assert _core.call("tensor::tolist", [array]) == [0, 1, 2]
    with pytest.raises(RuntimeError, match="can't be changed in place"):
        _core.call("aten::zero_", [array])
    assert array.tolist() == [0, 1, 2]


class OnlyDlpack:
    """A tensor of some other library."""

    def __init__(self, tensor):
        self.tensor = tensor

    def __dlpack__(self, **options):
        return self.tensor.__dlpack__(**options)

    def __dlpack_device__(self):
        return self.tensor.__dlpack_device__()


def test_any_object_with_dlpack_is_a_tensor():
    tensor = torch.arange(6.0).reshape(2, 3).t()
    assert _core.call("tensor::tolist", [OnlyDlpack(tensor)]) == tensor.tolist()
    assert _core.call("tensor::tolist", [OnlyDlpack(np.arange(3))]) == [0, 1, 2]


def test_a_result_keeps_its_memory_alive():
    array = np.arange(1000.0)
    alive = weakref.ref(array)
    view = _core.call("aten::slice.Tensor", [array, 0, 10, 20, 1])
    del array
    gc.collect()
    assert alive() is not None and view.tolist() == list(range(10, 20))
    del view
    gc.collect()
    assert alive() is None


def test_results_are_of_the_kind_that_came_in():
    assert isinstance(_core.call("aten::relu", [np.ones(2)]), np.ndarray)
    assert isinstance(_core.call("aten::relu", [torch.ones(2)]), torch.Tensor)
    assert isinstance(_core.call("tensor::from_data", [[1.0], None, None]), torch.Tensor)  # torch is imported here


def test_the_same_object_comes_back():
    tensor, items = torch.ones(2), [1]
    assert echo(tensor) is tensor and echo(items) is items
    assert _core.call("aten::zero_", [tensor]) is tensor and tensor.tolist() == [0, 0]


def test_containers_are_changed_in_place():
    items, table, bag = [1, 2], {"a": [1]}, {1}
    _core.call("py::list_append", [items, 3])
    _core.call("py::setitem", [table, "b", 5])
    _core.call("py::list_append", [table["a"], 2])
    _core.call("py::set_add", [bag, 2])
    assert items == [1, 2, 3] and table == {"a": [1], "b": 5} | {"a": [1, 2]} and bag == {1, 2}


def test_what_is_not_changed_keeps_its_items():
    marker = torch.ones(1)
    items = [marker, 2.5]
    _core.call("py::list_append", [items, None])
    assert items[0] is marker


def test_what_is_written_as_it_was_keeps_its_items():
    def touch(names: list[str], table: dict[str, int], bag: set[str]):
        names.sort()
        names[0] = names[0]
        table["big"] = table["big"]
        bag.add("a word")
        return len(names)

    names, table, bag = ["a word".upper(), "b" * 70], {"big": 10**15, "other": 7}, {"a word"}
    held = [*names, *table, *table.values(), *bag]
    assert fl.script(touch)(names, table, bag) == 2
    assert all(now is then for now, then in zip([*names, *table, *table.values(), *bag], held))


def test_ints_given_for_floats_stay_ints_to_the_caller():
    def total(rows: list[float], table: dict[str, float]):
        return sum(rows) + sum(table.values())

    rows, table = [1, 2], {"a": 3}
    assert fl.script(total)(rows, table) == 6.0
    assert [*map(type, rows), *map(type, table.values())] == [int, int, int]


def test_a_list_given_twice_is_one_list():
    def grow(a: list[int], b: list[int]):
        a.append(7)
        return len(b)

    items = [1]
    assert fl.script(grow)(items, items) == 2


def test_a_list_that_only_a_tuple_holds_is_one_list_however_often_the_tuple_comes():
    def program(one: tuple[list[int], int], rows: list[tuple[dict[str, int], str]]):
        one[0].append(7)
        for counts, name in rows:
            counts[name] = counts.get(name, 0) + 1
        return [counts["a"] for counts, _ in rows], rows[0][0] is rows[1][0], one[0]

    def arguments():
        row = ({"a": 1}, "a")
        return ([1, 2], 3), [row, row]

    expected, given = arguments(), arguments()
    found = fl.script(program, arguments())(*given)
    assert found == program(*expected) and given == expected
    assert found[2] is given[0][0]


def test_each_of_many_lists_is_known_again():
    def swap(rows: list[list[float]]):
        for i in range(0, len(rows) - 1, 2):
            rows[i], rows[i + 1] = rows[i + 1], rows[i]
        rows[0].append(0.5)
        return rows[-1]

    rows = [[float(i)] for i in range(40)]
    rows.append(rows[7])
    before = list(rows)
    assert fl.script(swap)(rows) is before[7]
    assert rows == [*(before[i ^ 1] for i in range(40)), before[7]]
    assert all(row is before[i ^ 1] for i, row in enumerate(rows[:40]))
    assert before[1] == [1.0, 0.5]


def test_a_list_that_is_met_twice_in_a_result_stays_one():
    def lists(n: int):
        shared = [n]
        return [shared, [n], shared], (n, shared)

    made, pair = fl.script(lists)(3)
    assert made[0] is made[2] and made[0] is not made[1] and pair[1] is made[0]


def test_an_in_place_change_of_shape_reaches_the_caller():
    tensor = torch.arange(3.0)
    _core.call("aten::unsqueeze_", [tensor, 0])
    assert tensor.shape == (1, 3)


def test_exceptions_keep_their_class_and_text():
    for op, arguments, kind, text in [
        ("py::getitem", [{"a": 1}, "b"], KeyError, "'b'"),
        ("py::getitem", [[1], 5], IndexError, "list index out of range"),
        ("py::int", ["x"], ValueError, "invalid literal for int() with base 10: 'x'"),
        ("aten::view", [torch.zeros(4), [3]], RuntimeError, "shape '[3]' is invalid for input of size 4"),
    ]:
        with pytest.raises(kind) as raised:
            _core.call(op, arguments)
        assert str(raised.value) == text


def test_nesting_without_end_is_refused():
    items: list = []
    items.append(items)
    for _ in range(500):
        items = [items]
    with pytest.raises(RecursionError):
        echo(items)


def test_many_threads_call_at_once():
    def scale(x, k: int):
        total = x
        for _ in range(k):
            total = total + x
        return total

    program = fl.script(scale)
    wrong: list[int] = []

    def work(k: int) -> None:
        for _ in range(50):
            if not torch.equal(program(torch.ones(100), k), torch.full((100,), k + 1.0)):
                wrong.append(k)

    threads = [threading.Thread(target=work, args=(k,)) for k in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


def test_threads_share_what_a_program_keeps():
    class Keeper(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.rows: list[list[str]] = []
            self.counts: dict[str, int] = {}

        def forward(self, words: list[str], number: int):
            self.rows.append([word + str(number) for word in words])
            self.rows.append(words)
            for word in words:
                self.counts[word] = self.counts.get(word, 0) + 1
            if len(self.rows) > 20:
                self.rows.pop(0)
            return self.rows[-4:], list(self.counts)

    program = fl.script(Keeper())
    words = ["kept", "by", "the", "program", "x", "lists of words"]
    wrong: list[object] = []

    def work(number: int) -> None:
        for _ in range(400):
            rows, known = program(list(words), number)
            if known != words or any([word.rstrip("0123456789") for word in row] != words for row in rows):
                wrong.append((rows, known))

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


def test_a_view_outlives_the_callers_new_memory():
    def swap(x, y):
        kept = x[1:]
        x.data = y
        return kept

    tensor = torch.arange(10_000.0)
    kept = fl.script(swap)(tensor, torch.zeros(3))
    gc.collect()
    assert tensor.tolist() == [0, 0, 0] and torch.equal(kept, torch.arange(1, 10_000.0))
