"""docs/tour.md shows what the project really prints: every listing behind a ``<!-- dump: name -->`` is made again."""

from __future__ import annotations

import importlib.util
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch

import flambeau as fl
from flambeau.archive.check import open_sections
from flambeau.bytecode import disassemble
from flambeau.frontend.script import script_graph
from flambeau.ir.text import print_graph
from flambeau.passes import run_pipeline

TOUR = Path(__file__).parents[2] / "docs" / "tour.md"
LISTING = re.compile(r"(<!-- dump: (\w+) -->\n```text\n)(.*?)(```)", re.S)


def dumps(folder: Path) -> Iterator[tuple[str, str]]:
    """The listings by name, made from the first Python block of the page."""
    source = re.search(r"```python\n(.*?)```", TOUR.read_text(), re.S)
    assert source is not None
    path = folder / "tour.py"
    path.write_text(source.group(1))
    spec = importlib.util.spec_from_file_location("tour", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)

    graph = script_graph(module.scale)
    yield "ir", print_graph(graph)
    run_pipeline(graph)
    yield "passes", print_graph(graph)
    program = fl.script(module.scale)
    yield "bytecode", disassemble(program.code)
    file = io.BytesIO()
    program.save(file)
    content = file.getvalue()
    yield "sections", f"{content[:8]!r}\n" + "\n".join(open_sections(memoryview(content)))
    loaded = fl.load(content)
    calls = [f">>> scale({x}, {f})\n{loaded(torch.tensor(x), f)}" for x, f in (([1.0, 2.0], 1.5), ([-4.0, 20.0], 1.0))]
    yield "run", f">>> scale\n{loaded.signature}\n" + "\n".join(calls)
    with pytest.raises(TypeError) as raised:
        loaded("text")
    yield "error", f">>> scale('text')\nTypeError: {raised.value}"


def test_the_tour_shows_what_is_printed(tmp_path: Path, update: bool) -> None:
    made = {name: text.replace(f"{tmp_path}/", "").rstrip("\n") + "\n" for name, text in dumps(tmp_path)}
    page = TOUR.read_text()
    assert {name for _, name, _, _ in LISTING.findall(page)} == set(made)
    expected = LISTING.sub(lambda found: found.group(1) + made[found.group(2)] + found.group(4), page)
    if update:
        TOUR.write_text(expected)
    assert page == expected or update
