"""The shared library: small, without dependencies, and with the C interface that it promises."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RUNTIMES = re.compile(r"linux-vdso|libstdc\+\+|libgcc_s|libc\.|libm\.|libpthread|libc\+\+|ld-linux|/ld-")


def test_it_is_smaller_than_5_megabytes(library: Path) -> None:
    assert library.stat().st_size <= 5_000_000


def test_it_needs_only_the_c_and_cpp_runtimes(library: Path) -> None:
    lines = subprocess.run(["ldd", library], check=True, capture_output=True, text=True).stdout.splitlines()
    assert [line for line in lines if not RUNTIMES.search(line)] == []


def test_it_exports_the_c_interface_and_nothing_else(library: Path) -> None:
    listed = subprocess.run(["nm", "-D", "--defined-only", library], check=True, capture_output=True, text=True).stdout
    exported = {line.split()[-1] for line in listed.splitlines()}
    header = (ROOT / "runtime" / "include" / "flambeau" / "flambeau.h").read_text()
    declared = set(re.findall(r"FLAMBEAU_API [\w ]+?[ *]+(flambeau_\w+)\(", header))
    assert declared <= exported
    assert {name for name in exported if "flambeau" in name} == declared


@pytest.mark.parametrize("static", [False, True], ids=["shared", "static"])
@pytest.mark.parametrize("source", ["c_interface.c", "cpp_interface.cpp"])
def test_the_interfaces_work(source: str, static: bool, sdk: Path, library: Path, tmp_path: Path) -> None:
    """Compiled by the system's compiler against the installed headers, as strictly as a user may."""
    compiler, standard = ("cc", "-std=c11") if source.endswith(".c") else ("c++", "-std=c++17")
    if not shutil.which(compiler):
        pytest.skip(f"there is no {compiler}")
    program = tmp_path / "program"
    linked = [f"-L{library.parent}", "-lflambeau", f"-Wl,-rpath,{library.parent}", "-pthread"]
    if static:
        linked = ["-DFLAMBEAU_STATIC", library.with_name("libflambeau_static.a"), "-lstdc++", "-lm", "-pthread"]
    subprocess.run(
        [compiler, standard, "-Wall", "-Wextra", "-Wconversion", "-Werror", f"-I{sdk}/include",
         ROOT / "runtime" / "tests" / source, "-o", program, *linked],
        check=True,
    )  # fmt: skip
    subprocess.run([program], check=True)


def test_the_opencv_header_converts_both_ways(sdk: Path, library: Path, tmp_path: Path) -> None:
    """OpenCV itself isn't needed: stand_in/ has as much of cv::Mat as the header uses."""
    here = Path(__file__).parent
    program = tmp_path / "program"
    subprocess.run(
        ["c++", "-std=c++17", "-Wall", "-Wextra", "-Werror", f"-I{sdk}/include", f"-I{here / 'stand_in'}",
         here / "opencv_conversions.cpp", "-o", program, f"-L{library.parent}", "-lflambeau",
         f"-Wl,-rpath,{library.parent}"],
        check=True,
    )  # fmt: skip
    subprocess.run([program], check=True)
