"""The gallery of compile errors: the whole text of each message, beside the program that it refuses.

``compile/NAME.py`` holds a ``program``; ``compile/NAME.txt`` what is said about it. ``pytest --update`` rewrites the
texts, which are then to be read, as a user would.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

pytest.importorskip("torch")

from flambeau import CompileError, script

HERE = Path(__file__).parent / "compile"
PROGRAMS = sorted(HERE.glob("*.py"))


def message(path: Path) -> str:
    """What the compiler says about the program of that file, paths shortened to names."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    with pytest.raises(CompileError) as caught:
        script(module.program)
    return str(caught.value).replace(f"{HERE}/", "") + "\n"


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
def test_message(path: Path, update: bool) -> None:
    expected = path.with_suffix(".txt")
    found = message(path)
    if update:
        expected.write_text(found)
    assert found == expected.read_text()
