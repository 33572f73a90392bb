"""What has versions for several levels of vector instructions, at those below this processor's own.

Files whose tests compare with eager, OpenCV and Pillow at odd sizes, strides and empties run once more at each level:
rows of normalisations and softmax, resampling, conversions of colours.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("torch")
pytest.importorskip("cv2")
from parity import LEVELS, _core

FILES = {
    "test_norm.py": "softmax or layer or group",
    "test_resize.py": "",
    "test_cv_color.py": "",
    "test_cv_resize.py": "",
}


@pytest.mark.parametrize("level", LEVELS[: LEVELS.index(_core.simd_level())])
@pytest.mark.parametrize("file", FILES)
def test_file_at_level(file: str, level: str) -> None:
    tests = [sys.executable, "-m", "pytest", "-q", "-n0", "-p", "no:cacheprovider", Path(__file__).with_name(file)]
    environment = os.environ | {"FLAMBEAU_SIMD": level}
    run = subprocess.run([*tests, "-k", FILES[file]], env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout
