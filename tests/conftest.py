"""What all tests share: ``--update`` rewrites the expected texts beside the tests instead of comparing with them.

The installed SDK (`make sdk` puts it into build/sdk) and the acceptance programs (they lie beside the project, in
../shared/acceptance) may be absent: tests of them skip then, except with CI=true.
"""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from flambeau.passes import pipeline
from tests.cpp.runner import Runner, build

pipeline.verifies_each = True

ROOT = Path(__file__).parents[1]
ACCEPTANCE = ROOT.parent / "shared" / "acceptance"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="rewrite expected texts from what is produced now")


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update"))


def require(condition: bool, reason: str) -> None:
    """Skips for want of something, which CI never does."""
    if not condition:
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)


@pytest.fixture(scope="session")
def sdk() -> Path:
    folder = ROOT / "build" / "sdk"
    installed = (folder / "include" / "flambeau" / "flambeau.h").exists()
    require(installed, "the SDK isn't installed: run make sdk")
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


@pytest.fixture(scope="session")
def cpp(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runner]:
    """Calls programs from C++."""
    runner = Runner(build(tmp_path_factory.mktemp("cpp")))
    yield runner
    runner.close()


@pytest.fixture(scope="session")
def acceptance() -> Path:
    require(ACCEPTANCE.is_dir(), "../shared/acceptance isn't here")
    if str(ACCEPTANCE) not in sys.path:
        sys.path.insert(0, str(ACCEPTANCE))
    return ACCEPTANCE


@pytest.fixture(scope="session")
def torchvision_models(acceptance: Path) -> Any:
    """torchvision.models, on a CPU build of torch."""
    require(importlib.util.find_spec("torchvision") is not None, "torchvision isn't installed")
    import torchvision_cpu

    return torchvision_cpu.torchvision.models
