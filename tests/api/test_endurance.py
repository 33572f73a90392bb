"""Programs in use for long and by many: threads at once, ten thousand calls, many weights."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
import torch
from torch import nn

import flambeau as fl

THREADS, CALLS = 8, 20


class Net(nn.Module):
    """Weights that are packed at their first use, containers, text and an exception."""

    def __init__(self):
        super().__init__()
        torch.manual_seed(0)
        self.body = nn.Sequential(nn.Conv2d(3, 16, 3, padding=1), nn.ReLU(), nn.Conv2d(16, 16, 3, stride=2, bias=False))
        self.head = nn.Linear(16, 5)

    def forward(self, images: list[torch.Tensor], name: str):
        if len(images) == 0:
            raise ValueError(f"{name} brought no image")
        found = {}
        for index, image in enumerate(images):
            found[f"{name}-{index}"] = self.head(self.body(image.unsqueeze(0)).mean((2, 3)))
        return found, sum([int(scores.argmax()) for scores in found.values()])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    fl.script(Net().eval()).save(tmp_path / "net.flam")
    return tmp_path / "net.flam"


def images_of(call: int) -> list[torch.Tensor]:
    generator = torch.Generator().manual_seed(call)
    return [torch.rand(3, 8 + call % 7, 9 + call % 5, generator=generator) for _ in range(call % 4)]


def test_many_threads_call_a_program_at_once(file: Path) -> None:
    alone = fl.load(file)
    expected = {call: alone(images_of(call), "x") for call in range(CALLS) if call % 4}
    shared = fl.load(file)  # its weights aren't packed yet
    start = threading.Barrier(THREADS)
    failures: list[str] = []

    def use(name: str) -> None:
        start.wait()
        for call in range(CALLS):
            try:
                found, total = shared(images_of(call), name)
            except ValueError as error:
                if call % 4 or str(error) != f"{name} brought no image":
                    failures.append(f"{call}: {error}")
                continue
            values, wanted = expected[call]
            if total != wanted or list(found) != [key.replace("x", name) for key in values]:
                failures.append(f"{call}: {list(found)}, {total}")
            elif not all(torch.allclose(a, e, atol=1e-6) for a, e in zip(found.values(), values.values())):
                failures.append(f"{call}: other scores")

    threads = [threading.Thread(target=use, args=(f"thread {index}",)) for index in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def resident_bytes() -> int:
    fields = Path("/proc/self/statm").read_text().split()
    return int(fields[1]) * os.sysconf("SC_PAGE_SIZE")


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="needs Linux's /proc")
def test_ten_thousand_calls_hold_no_memory(file: Path) -> None:
    program = fl.load(file)

    def use(calls: int) -> None:
        for call in range(calls):
            try:
                program(images_of(call), "x")
            except ValueError:
                pass

    use(1000)  # scratch memory and pools reach their size
    gc.collect()
    before = resident_bytes()
    use(10_000)
    gc.collect()
    assert resident_bytes() - before < 2 << 20


FRESH_PAGES = """
import resource, sys
import numpy as np
import flambeau as fl
program, x = fl.load(sys.argv[1]), np.ones(20_000, np.float32)
for _ in range(20):
    program(x)
before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
for _ in range(100):
    program(x)
print(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)
"""


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="needs Linux's /proc")
def test_later_calls_need_no_fresh_pages(tmp_path: Path) -> None:
    """Nor do tensors of some tens of kilobytes, memory that a process without torch gives back when it is freed."""

    def largest(x: torch.Tensor) -> torch.Tensor:
        return torch.stack([x.cumsum(0) * i for i in range(6)]).amax(0).sum()

    fl.compile(largest, (torch.ones(20_000),)).save(tmp_path / "largest.flam")
    command = [sys.executable, "-c", FRESH_PAGES, str(tmp_path / "largest.flam")]
    found = subprocess.run(command, check=True, capture_output=True, text=True)
    assert int(found.stdout) < 200


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="needs Linux's /proc")
def test_weights_are_held_once(tmp_path: Path) -> None:
    """Packed ones take the place of those in the file."""
    layers = [layer for _ in range(8) for layer in (nn.Conv2d(512, 512, 5, padding=2), nn.ReLU())]
    fl.script(nn.Sequential(*layers, nn.Flatten(0, 2), nn.Linear(8, 64))).save(tmp_path / "net.flam")
    x = torch.rand(1, 512, 8, 8)
    gc.collect()
    before = resident_bytes()
    program = fl.load(tmp_path / "net.flam")
    for _ in range(2):
        program(x)
    assert resident_bytes() - before < 1.2 * program.weight_bytes


@pytest.mark.skipif(not Path("/proc/self/clear_refs").exists(), reason="needs Linux's /proc")
def test_a_call_takes_little_more_than_its_largest_live_tensors() -> None:
    torch.manual_seed(0)
    convolutions = [nn.Sequential(nn.Conv2d(64, 64, 3, padding=1), nn.ReLU()) for _ in range(3)]
    body = nn.Sequential(nn.Conv2d(3, 64, 3, padding=1), *convolutions, nn.MaxPool2d(4), nn.Conv2d(64, 8, 1)).eval()
    program = fl.script(body)
    largest = 2 * 64 * 512 * 512 * 4  # one convolution's input and output
    x = torch.rand(1, 3, 512, 512)
    gc.collect()
    before = resident_bytes()
    Path("/proc/self/clear_refs").write_text("5")
    program(x)
    assert peak_bytes() - before < 1.2 * largest


def peak_bytes() -> int:
    """What the process has held at most since ``clear_refs`` was written."""
    peak = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    return 1024 * int(peak.split()[1])


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="needs Linux's /proc")
def test_compiling_takes_about_as_much_memory_as_the_weights() -> None:
    """The convolutions' weights change, since batch norms are folded into them; the matrix's are copied."""
    layers = [nn.Sequential(nn.Conv2d(512, 512, 3, bias=False), nn.BatchNorm2d(512)) for _ in range(4)]
    model = nn.Sequential(*layers, nn.Flatten(), nn.Linear(2048, 2048)).eval()
    weights = sum(p.nbytes for p in model.parameters())
    fl.script(layers[0].eval())  # what is imported at the first use isn't counted
    gc.collect()
    before = resident_bytes()
    Path("/proc/self/clear_refs").write_text("5")
    program = fl.script(model)
    assert resident_bytes() - before < 1.5 * weights
    assert peak_bytes() - before < 1.6 * weights  # folded and packed ones aren't all there at a time
    assert program.weight_bytes == pytest.approx(weights, rel=0.01)
