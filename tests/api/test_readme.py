"""README.md, followed to the letter: its programs are written, built and run, and so is each of its commands."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r"```(\w+)\n(.*?)```", re.S)


@pytest.fixture
def folder(sdk: Path, tmp_path: Path) -> Path:
    """What the README's reader has after `make demo`: the SDK, a photo, and the commands of the environment."""
    (tmp_path / "build").mkdir()
    (tmp_path / "build" / "sdk").symlink_to(sdk)
    photo = [sys.executable, ROOT / "examples" / "photo.py", tmp_path / "build" / "demo" / "photo.ppm"]
    subprocess.run(photo, check=True)
    (tmp_path / "bin").mkdir()
    command = tmp_path / "bin" / "flambeau"
    command.write_text(f"#!{sys.executable}\nfrom flambeau.cli import main\nraise SystemExit(main())\n")
    command.chmod(0o755)
    return tmp_path


def test_the_readme_works_as_written(folder: Path) -> None:
    blocks = BLOCK.findall((ROOT / "README.md").read_text())
    found = {language: [text for kind, text in blocks if kind == language] for language, _ in blocks}
    model, use = found["python"]
    (main,), (project,) = found["cpp"], found["cmake"]
    make, build, commands = found["sh"]
    (folder / "app").mkdir()
    files = {"model.py": model, "use.py": use, "app/main.cpp": main, "app/CMakeLists.txt": project}
    for name, text in files.items():
        (folder / name).write_text(text)
    environment = {**os.environ, "PATH": f"{folder / 'bin'}:{os.environ['PATH']}"}

    def run(*command: str) -> str:
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    assert re.findall(r"^make (\w+)", make, re.M) == ["demo", "test"]
    run(sys.executable, "use.py")
    assert re.search(r"^class \d$", run("bash", "-ec", build), re.M)
    shown = [run("bash", "-ec", line) for line in commands.splitlines()]
    assert shown[0].startswith("model.flam: forward(image: Tensor) -> Tensor")
    assert len(shown) == 6 and all(shown)
