"""C++ folders include in one direction only: c_api -> vm -> {archive, kernels} -> {ops, simd, parallel} -> value -> ..."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

RUNTIME = Path(__file__).parents[2] / "runtime"
SOURCE = RUNTIME / "src"

BASE = {"base"}
TENSOR = BASE | {"tensor"}
VALUE = TENSOR | {"value"}
LOWER = VALUE | {"ops", "simd", "parallel"}
MAY_INCLUDE = {
    "base": set(),
    "tensor": BASE,
    "value": TENSOR,
    "ops": VALUE,
    "simd": BASE | {"tensor"},
    "parallel": BASE,
    "kernels": LOWER,
    "archive": LOWER,
    "vm": LOWER | {"archive", "kernels"},
    "c_api": LOWER | {"archive", "kernels", "vm"},
}
INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"', re.M)


def sources() -> list[Path]:
    return sorted(p for p in SOURCE.rglob("*") if p.suffix in (".h", ".cpp"))


def folder_of(path: Path) -> str:
    parts = path.relative_to(SOURCE).parts
    return parts[0] if len(parts) > 1 else "c_api"


def included_folders(path: Path) -> set[str]:
    """The folders of the runtime whose headers a file includes; generated tables and public headers are no part of it."""
    names = (Path(name) for name in INCLUDE.findall(path.read_text()))
    return {name.parts[0] for name in names if len(name.parts) > 1 and (SOURCE / name.parts[0]).is_dir()}


@pytest.mark.parametrize("path", sources(), ids=lambda p: str(p.relative_to(SOURCE)))
def test_a_file_includes_only_what_its_folder_may(path: Path) -> None:
    folder = folder_of(path)
    wrong = included_folders(path) - MAY_INCLUDE[folder] - {folder}
    assert not wrong, f"{folder} must not include {sorted(wrong)}"


@pytest.mark.parametrize("path", sorted((RUNTIME / "include").rglob("*.h*")), ids=lambda p: p.name)
def test_a_public_header_includes_no_private_one(path: Path) -> None:
    wrong = [name for name in INCLUDE.findall(path.read_text()) if not name.startswith("flambeau/")]
    assert not wrong


def test_no_two_headers_define_one_name() -> None:
    """A program in which two classes have one name may run the one's destructor on the other."""
    homes: dict[tuple[str, ...], set[str]] = {}
    for path in SOURCE.rglob("*.h"):
        text = path.read_text()
        namespaces = tuple(re.findall(r"^namespace ([\w:]+) \{", text, re.M))
        for name in re.findall(r"^(?:struct|class) (\w+)(?: final)?(?: :[^;{]*)? \{", text, re.M):
            homes.setdefault((*namespaces, name), set()).add(path.name)
    assert {name: files for name, files in homes.items() if len(files) > 1} == {}
