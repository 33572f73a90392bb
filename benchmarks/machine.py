"""What the numbers were measured on: processor, versions, and what the machine can do at most."""

from __future__ import annotations

import datetime
import importlib.metadata
import os
import platform
import re
import subprocess
from pathlib import Path
from typing import Any

from .peers import PEERS

SOURCE = Path(__file__).with_name("peak.cpp")
PROGRAM = Path(__file__).parents[1] / "build" / "bench" / "peak"


def describe() -> dict[str, Any]:
    flops, bandwidth = peaks()
    names = dict.fromkeys(name for _, distributions in PEERS.values() for name in distributions)
    return {
        "date": datetime.date.today().isoformat(),
        "processor": processor(),
        "cores": os.cpu_count(),
        "system": f"{platform.system()} {platform.release()}, Python {platform.python_version()}",
        "flops": flops,
        "bandwidth": bandwidth,
        "versions": {name: version for name in names if (version := version_of(name))},
    }


def peaks() -> tuple[float, float]:
    """float32 operations and bytes of memory a second, by two threads: see peak.cpp. Zeros without a compiler."""
    try:
        PROGRAM.parent.mkdir(parents=True, exist_ok=True)
        flags = ["-O3", "-march=native", "-std=c++17", "-pthread"]
        subprocess.run([os.environ.get("CXX", "g++"), *flags, str(SOURCE), "-o", str(PROGRAM)], check=True)
        flops, bandwidth = subprocess.run([PROGRAM], check=True, capture_output=True, text=True).stdout.split()
    except (OSError, subprocess.CalledProcessError):
        return 0.0, 0.0
    return float(flops), float(bandwidth)


def processor() -> str:
    """The processor's name, and the widest vectors that it and we have."""
    from flambeau.runtime import _core

    info = Path("/proc/cpuinfo")
    found = re.search(r"^model name\s*: (.*)$", info.read_text(), re.M) if info.exists() else None
    return f"{found.group(1) if found else platform.processor() or platform.machine()} ({_core.simd_level()})"


def version_of(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return ""
