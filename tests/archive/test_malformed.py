"""Files that are not what they should be: each is refused with words that say why, by the runtime and by the reader.

Where the checksums would notice first, they are made right again, so that what stands behind them is tested.
"""

from __future__ import annotations

import io
import pickle
import struct
import zipfile
from collections.abc import Callable

import pytest
import torch
from samples import code_of, patched, resummed, sample_bytes, section

from flambeau import archive
from flambeau.archive.format import HEADER, SECTION, SECTIONS
from flambeau.bytecode.opcodes import CONSTANT, LAST, opcodes
from flambeau.errors import ArchiveError
from flambeau.ir.classes import COMPARED, ENUM, NAMED_TUPLE, OBJECT, SHOWN, VALUE
from flambeau.runtime import _core
from flambeau.types import INT, STR


def load(raw: bytes) -> _core.Program:
    return _core.Program.from_bytes(raw, [])


def refuses(raw: bytes, *words: str) -> None:
    """Both sides refuse the bytes of a container."""
    for reader in (load, archive.read):
        with pytest.raises(ArchiveError) as caught:
            reader(raw)
        for word in words:
            assert word in str(caught.value), f"{reader}: {caught.value}"


def runtime_refuses(raw: bytes, *words: str) -> None:
    with pytest.raises(ArchiveError) as caught:
        load(raw)
    for word in words:
        assert word in str(caught.value), caught.value


def u32(*values: int) -> bytes:
    return struct.pack(f"<{len(values)}I", *values)


# Whole files -----------------------------------------------------------------------------------------------------------


def test_empty_file() -> None:
    refuses(b"", "empty")


def test_png() -> None:
    refuses(b"\x89PNG\r\n\x1a\n" + bytes(100), "PNG")


def test_pytorch_archive() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("model/data.pkl", pickle.dumps({}))
    refuses(out.getvalue(), "zip archive", ".pt", "flambeau convert")


def test_text() -> None:
    refuses(b"def forward(x): return x\n" * 10, "not a .flam file")


def test_newer_version() -> None:
    raw = sample_bytes("count")
    refuses(patched(raw, 8, u32(9)), "version 9", "newer", "(1)")


@pytest.mark.parametrize("name", ["count", "weights"])
def test_cut_off_at_every_length(name: str) -> None:
    raw = sample_bytes(name)
    for size in range(1, len(raw)):
        refuses(raw[:size], "truncated" if size >= 8 else "")


def test_bytes_after_the_end() -> None:
    refuses(sample_bytes("count") + b"\0", "damaged")


@pytest.mark.parametrize("name", ["count", "weights"])
def test_every_byte_flipped(name: str) -> None:
    raw = sample_bytes(name)
    load(raw)
    for place in range(len(raw)):
        for mask in (1, 0x80, 0xFF):
            damaged = raw[:place] + bytes([raw[place] ^ mask]) + raw[place + 1 :]
            refuses(damaged)


def test_damage_in_a_later_block() -> None:
    code = archive.read(sample_bytes("count")).code
    raw = archive.to_bytes(code, extra_files={"big": bytes(5 << 20)})
    load(raw)
    damaged = raw[: 3 << 20] + b"\1" + raw[(3 << 20) + 1 :]
    refuses(damaged, "damaged", str(3 << 20))


def test_missing_file() -> None:
    with pytest.raises(FileNotFoundError, match="no-such"):
        _core.Program.load("no-such.flam")


# Sections --------------------------------------------------------------------------------------------------------------


def entry(name: str) -> int:
    return HEADER.size + SECTIONS.index(name) * SECTION.size


def test_section_of_another_kind() -> None:
    refuses(patched(sample_bytes("count"), entry("types"), u32(9)), "malformed")


def test_section_that_is_not_aligned() -> None:
    raw = sample_bytes("count")
    start, _ = section(raw, "types")
    refuses(patched(raw, entry("types") + 8, struct.pack("<Q", start + 4)), "malformed")


@pytest.mark.parametrize("size", [1 << 20, (1 << 64) - 1])
def test_section_beyond_the_file(size: int) -> None:
    refuses(patched(sample_bytes("count"), entry("data") + 16, struct.pack("<Q", size)), "malformed")


@pytest.mark.parametrize("name", [name for name in SECTIONS if name != "data"])
def test_count_beyond_its_section(name: str) -> None:
    raw = sample_bytes("weights")
    start, _ = section(raw, name)
    runtime_refuses(patched(raw, start, u32(0xFFFFFFFF)), name)


@pytest.mark.parametrize("name", [name for name in SECTIONS if name not in ("data", "entries")])
def test_rows_left_over(name: str) -> None:
    raw = sample_bytes("weights")
    start, end = section(raw, name)
    if end - start > 4:
        runtime_refuses(patched(raw, start, u32(0)), "malformed")


# Tables ----------------------------------------------------------------------------------------------------------------


def test_text_that_is_not_utf8() -> None:
    raw = sample_bytes("count")
    place = raw.index(b"forward")
    runtime_refuses(patched(raw, place, b"\xff"), "UTF-8")
    runtime_refuses(patched(raw, place, b"\xed\xa0\x80"), "UTF-8")  # half of a surrogate pair
    runtime_refuses(patched(raw, place, b"\xc0\x80"), "UTF-8")  # an overlong form


def test_type_made_of_itself() -> None:
    code = archive.read(sample_bytes("weights")).code
    from flambeau.types import TENSOR, list_of

    code.types.append(list_of(list_of(TENSOR)))
    raw = archive.to_bytes(code)
    start, end = section(raw, "types")
    place = raw.index(u32(18, 1), start, end)
    load(raw)
    runtime_refuses(patched(raw, place + 8, u32(1000)), "malformed", "type")


def test_tensor_beyond_its_storage() -> None:
    raw = sample_bytes("weights")
    start, _ = section(raw, "tensors")
    first_size = start + 4 + 24
    runtime_refuses(patched(raw, first_size, struct.pack("<q", 1 << 40)), "storage")
    runtime_refuses(patched(raw, first_size, struct.pack("<q", (1 << 63) - 1)), "malformed")
    runtime_refuses(patched(raw, first_size, struct.pack("<q", -1)), "negative")
    runtime_refuses(patched(raw, start + 4 + 16, struct.pack("<q", -1)), "storage")
    runtime_refuses(patched(raw, start + 4, u32(8)), "dtype")


def test_storage_beyond_the_data() -> None:
    raw = sample_bytes("weights")
    start, _ = section(raw, "storages")
    runtime_refuses(patched(raw, start + 4 + 16, struct.pack("<Q", 1 << 40)), "storage")
    runtime_refuses(patched(raw, start + 4, u32(1)), "memory that wasn't handed over")


def test_dict_with_a_key_without_a_value() -> None:
    raw = sample_bytes("tables")
    start, end = section(raw, "constants")
    place = raw.index(u32(15, 4), start, end)
    runtime_refuses(patched(raw, place, u32(15, 3)), "malformed", "constants")


def test_dict_whose_key_has_no_hash() -> None:
    code = code_of("func forward() -> Any {\n  %l: List[int] = constant([7])\n  %d: Dict[Any, int] = "
                   "constant({1: 2})\n  %t: Any = tuple(%l, %d)\n  return %t\n}\n")  # fmt: skip
    raw = archive.to_bytes(code)
    load(raw)
    start, end = section(raw, "constants")
    place = raw.index(u32(15, 2), start, end)
    listed = [c.kind for c in code.constants].index("list")
    runtime_refuses(patched(raw, place + 8, u32(listed)), "malformed", "unhashable")


def classes_patched(old: bytes, new: bytes) -> bytes:
    """The sample of classes with other bytes in its table of classes."""
    raw = sample_bytes("classes")
    load(raw)
    start, end = section(raw, "classes")
    return patched(raw, raw.index(old, start, end), new)


def test_class_of_an_unknown_kind() -> None:
    runtime_refuses(classes_patched(u32(ENUM, VALUE, 2), u32(9, VALUE, 2)), "kind of class")


def test_enum_with_other_fields_than_name_and_value() -> None:
    raw = classes_patched(u32(NAMED_TUPLE, 0, 2), u32(ENUM, 0, 2))
    load(raw)  # an Enum without members
    runtime_refuses(classes_patched(u32(OBJECT, COMPARED | SHOWN, 2), u32(ENUM, VALUE, 3)), "malformed")


def test_members_of_a_class_that_is_no_enum() -> None:
    runtime_refuses(classes_patched(u32(ENUM, VALUE, 2), u32(OBJECT, VALUE, 2)), "members", "no Enum")


def test_member_whose_value_is_missing() -> None:
    raw = sample_bytes("classes")
    _, end = section(raw, "classes")
    last = patched(raw, end - 4, u32(1 << 20))
    runtime_refuses(last, "member")


def test_field_of_an_unknown_type() -> None:
    code = archive.read(sample_bytes("classes")).code
    place = code.types.index(STR)
    runtime_refuses(classes_patched(u32(place, 7), u32(5000, 7)), "type")


def test_unknown_operator_is_named_with_the_version() -> None:
    raw = sample_bytes("try")
    place = raw.index(b"py::exception_message")
    runtime_refuses(patched(raw, place, b"py::exception_massage"), "py::exception_massage", "0.1.0", "newer")


def test_operator_with_other_arguments() -> None:
    raw = sample_bytes("try")
    start, _ = section(raw, "operators")
    runtime_refuses(patched(raw, start + 8, u32(7)), "arguments")


def test_no_entry() -> None:
    raw = sample_bytes("count")
    start, _ = section(raw, "entries")
    runtime_refuses(patched(raw, start, u32(0)), "entries")


# Code ------------------------------------------------------------------------------------------------------------------


def with_words(change: Callable[[list[int]], None], name: str = "count") -> bytes:
    """A sample whose first function's words were changed."""
    code = archive.read(sample_bytes(name)).code
    words = list(code.functions[0].words)
    change(words)
    code.functions[0].words = type(code.functions[0].words)("I", words)
    return archive.to_bytes(code)


def find(words: list[int], name: str) -> int:
    """Where the first instruction of that name is."""
    place = 0
    while words[place] & 0xFF != opcodes()[name].number:
        place += words[place] >> 8
    return place


def put(name: str, offset: int, word: int) -> Callable[[list[int]], None]:
    def change(words: list[int]) -> None:
        words[find(words, name) + offset] = word

    return change


CODE_CASES = {
    "unknown instruction": (put("add_int", 0, 200 | 4 << 8), "unknown instruction"),
    "length of zero": (put("add_int", 0, opcodes()["add_int"].number), "words"),
    "wrong length": (put("add_int", 0, opcodes()["add_int"].number | 5 << 8), "words"),
    "length beyond the end": (put("return", 0, opcodes()["return"].number | 99 << 8), "words"),
    "no such register": (put("add_int", 1, 1000), "register"),
    "no such operand": (put("add_int", 2, 1000), "register"),
    "no such constant": (put("add_int", 2, 1000 | CONSTANT), "constant"),
    "unknown operand bits": (put("add_int", 2, 1 << 29), "unknown bits"),
    "jump into an instruction": (put("jump_if_not", 1, 1), "jumps"),
    "jump beyond the end": (put("jump_if_not", 1, 10000), "jumps"),
    "jump back to no loop": (put("jump", 1, 0), "no loop"),
    "operand of another kind": (put("jump_if_not", 2, 0 | CONSTANT), "kind"),
}


@pytest.mark.parametrize("case", CODE_CASES)
def test_invalid_code(case: str) -> None:
    change, word = CODE_CASES[case]
    runtime_refuses(with_words(change), "invalid code", "forward", word)


def test_register_read_before_it_is_written() -> None:
    def change(words: list[int]) -> None:
        words[find(words, "lt_int") + 2] = words[find(words, "lt_int") + 1]

    runtime_refuses(with_words(change), "before it is written")


def test_instruction_for_another_kind() -> None:
    def change(words: list[int]) -> None:
        place = find(words, "add_int")
        words[place] = opcodes()["add_float"].number | 4 << 8

    runtime_refuses(with_words(change), "kind")


def test_register_used_after_its_last_use() -> None:
    def change(words: list[int]) -> None:
        place = find(words, "lt_int")
        words[place + 2] |= LAST

    runtime_refuses(with_words(change), "invalid code")


def test_code_that_cannot_be_reached() -> None:
    def change(words: list[int]) -> None:
        words += [opcodes()["return"].number | 2 << 8, 0]

    runtime_refuses(with_words(change), "can't be reached")


def test_code_that_runs_beyond_its_end() -> None:
    def change(words: list[int]) -> None:
        place = find(words, "return")
        words[place : place + 2] = [opcodes()["clear"].number | 2 << 8, 0]

    runtime_refuses(with_words(change), "beyond the end")


def test_loop_that_needs_more_than_it_gets() -> None:
    def change(words: list[int]) -> None:
        place = find(words, "loop")
        words[place + 1] |= 1 << 29

    runtime_refuses(with_words(change), "unknown bits")


def test_handler_outside_of_the_function() -> None:
    code = archive.read(sample_bytes("try")).code
    (handler,) = code.functions[0].handlers
    for wrong in (
        type(handler)(handler.start + 1, handler.end, handler.target, handler.register),
        type(handler)(handler.start, handler.end, 10**6, handler.register),
        type(handler)(handler.start, handler.end, handler.start, handler.register),
        type(handler)(handler.start, handler.end, handler.target, 10**6),
        type(handler)(handler.end, handler.start, handler.target, handler.register),
    ):
        code.functions[0].handlers = [wrong]
        runtime_refuses(archive.to_bytes(code), "handler")


def test_handler_reads_what_the_body_wrote() -> None:
    code = archive.read(sample_bytes("try")).code
    (handler,) = code.functions[0].handlers
    written = code.functions[0].words[find(list(code.functions[0].words), "floordiv_int") + 1]
    words = list(code.functions[0].words)
    words[handler.target :] = [opcodes()["return"].number | 2 << 8, written]
    code.functions[0].words = type(code.functions[0].words)("I", words)
    with pytest.raises(ArchiveError):
        load(archive.to_bytes(code))


def test_call_with_another_number_of_operands() -> None:
    def change(words: list[int]) -> None:
        place = find(words, "call")
        words[place] += 1 << 8
        words.insert(place + 3, 0)

    runtime_refuses(with_words(change, "calls"), "operands")


# Generators ------------------------------------------------------------------------------------------------------------


def generator_with(change: Callable[[list[int]], None]) -> bytes:
    """The sample with its generator's words changed: `generator`, a loop that suspends, `finish`."""
    code = archive.read(sample_bytes("generator")).code
    (function,) = (f for f in code.functions if f.name == "ascending")
    words = list(function.words)
    change(words)
    function.words = type(function.words)("I", words)
    return archive.to_bytes(code)


def renamed(name: str, other: str, length: int) -> Callable[[list[int]], None]:
    """Makes another instruction of the first of that name."""
    return lambda words: words.__setitem__(find(words, name), opcodes()[other].number | length << 8)


GENERATOR_CASES = {
    "suspend outside a generator": (
        lambda words: words.__setitem__(slice(0, None), [opcodes()["suspend"].number | 3 << 8, 0, CONSTANT]),
        "suspend stands outside",
    ),
    "suspend_guarded outside a generator": (
        lambda words: words.__setitem__(slice(0, None), [opcodes()["suspend_guarded"].number | 3 << 8, 0, CONSTANT]),
        "suspend_guarded stands outside",
    ),
    "finish outside a generator": (
        lambda words: words.__setitem__(
            slice(0, None), [*[opcodes()["clear"].number | 1 << 8] * 8, opcodes()["finish"].number | 2 << 8, CONSTANT]
        ),
        "finish stands outside",
    ),
    "return from a generator": (renamed("finish", "return", 2), "returns from a generator"),
    "a generator made within a function": (
        lambda words: words.insert(0, opcodes()["generator"].number | 1 << 8), "makes a generator within",
    ),
    "operands of the instruction that makes one": (
        lambda words: words.__setitem__(slice(0, 1), [opcodes()["generator"].number | 2 << 8, 0]), "words",
    ),
    "code behind its end": (
        lambda words: words.extend([opcodes()["finish"].number | 2 << 8, CONSTANT]), "can't be reached",
    ),
    "an end that is missing": (lambda words: words.__delitem__(slice(-2, None)), "jumps"),
    "suspended without a value": (
        lambda words: words.__setitem__(slice(find(words, "suspend"), find(words, "suspend") + 3),
                                        [opcodes()["suspend"].number | 2 << 8, 0]),
        "words",
    ),
    "a value that isn't there": (put("suspend", 2, 1000), "register"),
    "a result that isn't there": (put("suspend", 1, 1000), "register"),
}  # fmt: skip


@pytest.mark.parametrize("case", GENERATOR_CASES)
def test_invalid_code_of_a_generator(case: str) -> None:
    change, word = GENERATOR_CASES[case]
    load(generator_with(lambda words: None))
    runtime_refuses(generator_with(change), "invalid code", "ascending", word)


def test_generator_of_another_type() -> None:
    code = archive.read(sample_bytes("generator")).code
    (function,) = (f for f in code.functions if f.name == "ascending")
    function.return_type = INT
    runtime_refuses(archive.to_bytes(code), "invalid code", "ascending", "another type")


def test_generator_for_an_entry() -> None:
    code = archive.read(sample_bytes("generator")).code
    (function,) = (f for f in code.functions if f.name == "ascending")
    code.entries[0].function = code.functions.index(function)
    code.entries[0].return_type = function.return_type
    runtime_refuses(archive.to_bytes(code), "invalid code", "ascending", "makes a generator")


RESUME_CASES = {
    "no generator": (put("resume", 3, 1000), "register"),
    "nothing sent": (put("resume", 4, 1000), "register"),
    "one operand less": (put("resume", 0, opcodes()["resume"].number | 5 << 8), "words"),
    "one operand more": (put("resume", 0, opcodes()["resume"].number | 7 << 8), "words"),
    "the value tested instead of the end": (
        lambda words: words.__setitem__(find(words, "jump_if") + 2, words[find(words, "resume") + 1]), "kind",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", RESUME_CASES)
def test_invalid_code_that_resumes(case: str) -> None:
    change, word = RESUME_CASES[case]
    runtime_refuses(with_words(change, "generator"), "invalid code", "forward", word)


def test_generator_type_with_other_parts() -> None:
    raw = sample_bytes("generator")
    start, end = section(raw, "types")
    place = raw.index(u32(29, 2), start, end)
    runtime_refuses(patched(raw, place, u32(18)), "malformed", "type")


def test_weights_are_read_only() -> None:
    """A sample that loads, so that the tests above fail for their own reasons."""
    raw = sample_bytes("weights")
    assert resummed(raw) == raw
    first, second, third = load(raw).run("forward", (), {})
    assert torch.equal(torch.as_tensor(first), torch.arange(2.0, 8).view(2, 3))
    assert torch.as_tensor(second).tolist() == torch.arange(8.0, 20).view(4, 3).t().tolist()
    assert torch.as_tensor(third).tolist() == [True, False, True]
