"""The installed SDK, which `make sdk` puts into build/sdk; tests of it skip where it is absent, except with CI=true."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def sdk() -> Path:
    folder = ROOT / "build" / "sdk"
    if not (folder / "include" / "flambeau" / "flambeau.h").exists():
        message = "the SDK isn't installed: run make sdk"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    return folder


@pytest.fixture(scope="session")
def library(sdk: Path) -> Path:
    (found,) = {path.resolve() for path in sdk.glob("lib*/libflambeau.so*")}
    return found


@pytest.fixture(scope="session")
def samples(sdk: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the C++ samples, built as a user would: with find_package against the SDK."""
    folder = tmp_path_factory.mktemp("samples")
    configure = ["cmake", "-S", str(ROOT / "examples" / "cpp"), "-B", str(folder), f"-DCMAKE_PREFIX_PATH={sdk}"]
    for command in (configure, ["cmake", "--build", str(folder)]):
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return folder
