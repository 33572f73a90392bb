"""Small programs for the tests of bytecode, archives and the machine, and a way to damage archives knowingly.

``python -m tests.archive.samples FOLDER`` writes them as files, the seeds of the fuzzer.
"""

from __future__ import annotations

import struct
import sys
import zlib
from pathlib import Path

import torch

from flambeau import archive
from flambeau.archive.format import BLOCK, HEADER, SECTION, SECTIONS
from flambeau.bytecode import Code, lower
from flambeau.ir.classes import COMPARED, ENUM, NAMED_TUPLE, OBJECT, SHOWN, VALUE, ClassInfo
from flambeau.ir.text import parse_graph
from flambeau.types import FLOAT, INT, STR

COUNT = """
func forward(%n: int, %step: int = 2) -> int {
  %total: int = loop L0(%sum: int = 0, %i: int = 0) {
    %more: bool = py::lt(%i, %n)
    if %more {
      yield
    } else {
      break L0(%sum)
    }
    %next_sum: int = py::add(%sum, %i)
    %next_i: int = py::add(%i, %step)
    continue L0(%next_sum, %next_i)
  }
  return %total
}
"""

TRY = """
func forward(%a: int, %b: int) -> Any {
  %r: Any = try {
    %q: int = py::floordiv(%a, %b)
    %t: Any = tuple(%q, "fine")
    yield %t
  } except(%e: Exception) {
    %matches: bool = py::exception_matches(%e, "ArithmeticError")
    %text: str = py::exception_message(%e)
    if %matches {
      yield
    } else {
      raise %e
    }
    %u: Any = list(%text, 1.5, None)
    yield %u
  }
  return %r
}
"""

CALLS = """
func forward(%n: int, %name: str = "x") -> Any {
  %f: int = call @fibonacci(%n)
  %s: str = py::str(%f)
  %t: Any = py::add(%s, %name)
  %d: Any = dict("f", %f, "t", %t)
  return %d
}
func fibonacci(%n: int) -> int {
  %small: bool = py::lt(%n, 2)
  if %small {
    return %n
  } else {
    yield
  }
  %a: int = py::sub(%n, 1)
  %b: int = py::sub(%n, 2)
  %x: int = call @fibonacci(%a)
  %y: int = call @fibonacci(%b)
  %z: int = py::add(%x, %y)
  return %z
}
"""

TABLES = """
func forward(%key: str) -> Any {
  %d: Dict[str, int] = constant({"a": 7, "b": 8})
  %s: Set[str] = constant({"a", "c"})
  %found: Any = py::dict_get(%d, %key, 0)
  %held: bool = py::contains(%s, %key)
  %all: Any = tuple(%found, %held)
  return %all
}
"""

CLASSES = """
func forward(%x: float, %deep: bool) -> Any {
  %slots: Any = tuple(%x, 2.0)
  %p: Class("shapes:Point") = py::object_new(class("shapes:Point"), %slots)
  py::object_set(%p, 1, %x)
  %y: Any = py::object_get(%p, 1)
  %pair: NamedTuple("shapes:Pair")[float, float] = py::named_tuple(class("shapes:Pair"), %slots)
  %colors: Any = dict(member("shapes:Color", "RED"), %y, member("shapes:Color", "BLUE"), %pair)
  %kept: Any = py::state_get(0)
  py::state_set(0, %y)
  %all: Any = tuple(%p, %colors, %kept)
  return %all
}
func <state>() -> Any {
  %first: Any = tuple("nothing")
  return %first
}
"""
CLASS_INFOS = [
    ClassInfo("shapes:Point", OBJECT, COMPARED | SHOWN, [("x", FLOAT, 7), ("y", FLOAT, 7)]),
    ClassInfo("shapes:Pair", NAMED_TUPLE, 0, [("first", FLOAT, 7), ("second", INT, 7)]),
    ClassInfo("shapes:Color", ENUM, VALUE, [("name", STR, 7), ("value", INT, 7)], [("RED", 1), ("BLUE", 7)]),
]

GENERATOR = """
func forward(%n: int) -> Any {
  %g: Generator[int, str] = call @ascending(%n)
  %found: List[Any] = list()
  %last: Any = loop L0() {
    %v: Any, %ended: bool = resume(%g, None, None)
    if %ended {
      break L0(%v)
    } else {
      yield
    }
    py::list_append(%found, %v)
    continue L0()
  }
  %all: Any = tuple(%found, %last)
  return %all
}
func ascending(%n: int) -> Generator[int, str] {
  generator()
  loop L0(%i: int = 0) {
    %more: bool = py::lt(%i, %n)
    if %more {
      yield
    } else {
      break L0()
    }
    %sent: Any = suspend(%i)
    %j: int = py::add(%i, 1)
    continue L0(%j)
  }
  finish "done"
}
"""

SAMPLES = {
    "count": COUNT, "try": TRY, "calls": CALLS, "tables": TABLES, "classes": CLASSES, "generator": GENERATOR,
}  # fmt: skip


def code_of(text: str) -> Code:
    graph = parse_graph(text)
    if text == CLASSES:
        graph.classes = {info.name: info for info in CLASS_INFOS}
    return lower(graph)


def weights_code() -> Code:
    """A program whose weights are two views of one storage and a tensor of their own."""
    base = torch.arange(24, dtype=torch.float32)
    tensors = [base[2:8].view(2, 3), base[8:20].view(4, 3).t(), torch.tensor([True, False, True])]
    parts = "\n".join(
        f"  %t{index}: Tensor = constant(tensor({str(t.dtype)[6:]}, {list(t.shape)}, #{index}))"
        for index, t in enumerate(tensors)
    )
    text = f"func forward() -> Any {{\n{parts}\n  %all: Any = tuple(%t0, %t1, %t2)\n  return %all\n}}\n"
    return lower(parse_graph(text, tensors))


def sample_bytes(name: str) -> bytes:
    """A sample as an archive, with metadata and an extra file."""
    code = weights_code() if name == "weights" else code_of(SAMPLES[name])
    return archive.to_bytes(code, metadata={"flambeau": "0.1.0"}, extra_files={"labels.txt": "cat\ndog"})


def section(raw: bytes, name: str) -> tuple[int, int]:
    """Where a section starts and ends."""
    _, _, offset, size = SECTION.unpack_from(raw, HEADER.size + SECTIONS.index(name) * SECTION.size)
    return offset, offset + size


def patched(raw: bytes, place: int, new: bytes) -> bytes:
    """``raw`` with other bytes at ``place`` and its checksums made right again."""
    return resummed(raw[:place] + new + raw[place + len(new) :])


def resummed(raw: bytes) -> bytes:
    content = HEADER.unpack_from(raw)[3]
    sums = b"".join(
        struct.pack("<I", zlib.crc32(raw[start : min(start + BLOCK, content)])) for start in range(0, content, BLOCK)
    )
    return raw[:content] + sums + struct.pack("<I", zlib.crc32(sums))


def main() -> None:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name in [*SAMPLES, "weights"]:
        (folder / f"{name}.flam").write_bytes(sample_bytes(name))


if __name__ == "__main__":
    main()
