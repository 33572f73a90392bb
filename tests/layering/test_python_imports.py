"""The Python packages import in one direction only: errors <- types <- ops <- ir <- everything that reads the IR."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "flambeau"

# What each part may import of the package, besides itself. The longest name that fits a module decides.
MAY_IMPORT = {
    "errors": set(),
    "types": {"errors"},
    "ops": {"types", "errors"},
    "regex": set(),
    "ir": {"regex", "ops", "types", "errors"},
    "frontend": {"regex", "ir", "ops", "types", "errors", "stdlib"},
    "stdlib": set(),
    "passes": {"ir", "ops", "types", "errors"},
    "bytecode": {"ir", "ops", "types", "errors"},
    "archive": {"bytecode", "types", "errors"},
    "runtime": set(),
    "api": {"frontend", "passes", "bytecode", "archive", "runtime", "ir", "ops", "types", "errors"},
    "cli": {"api", "errors"},
    "__main__": {"cli"},
    "__init__": {"api", "errors"},
}


def modules() -> list[Path]:
    return sorted(SOURCE.rglob("*.py"))


def part_of(path: Path) -> str:
    parts = path.relative_to(SOURCE).with_suffix("").parts
    return parts[0]


def imported_parts(path: Path) -> set[str]:
    """The parts of the package that a module imports, at its top or inside functions."""
    package = ("flambeau", *path.relative_to(SOURCE).parent.parts)
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names = [alias.name.split(".") for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = list(package[: len(package) - node.level + 1]) if node.level else []
            base += node.module.split(".") if node.module else []
            names = [[*base, alias.name] for alias in node.names]
        else:
            continue
        found |= {name[1] for name in names if name[0] == "flambeau" and len(name) > 1}
    return found


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(SOURCE)))
def test_a_module_imports_only_what_its_part_may(path: Path) -> None:
    part = part_of(path)
    assert part in MAY_IMPORT, f"say in MAY_IMPORT what {part} may import"
    wrong = imported_parts(path) - MAY_IMPORT[part] - {part} - {"FlambeauError"}
    if part == "__init__":
        wrong &= set(MAY_IMPORT)
    assert not wrong, f"{part} must not import {sorted(wrong)}"


def test_every_part_in_the_table_exists() -> None:
    parts = {part_of(path) for path in modules()}
    assert set(MAY_IMPORT) <= parts | {"stdlib"}


@pytest.mark.parametrize("statement", ["import flambeau", "import flambeau.cli", "import flambeau; flambeau.load"])
def test_loading_needs_no_torch(statement: str) -> None:
    """A fresh process in which importing torch fails."""
    code = f"import sys; sys.modules['torch'] = None\n{statement}"
    subprocess.run([sys.executable, "-c", code], check=True)
