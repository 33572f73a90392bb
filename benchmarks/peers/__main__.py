"""``python -m benchmarks.peers [--models NAME...] [--peers NAME...]``: milliseconds of models by their peers.

Results are merged into ``build/bench/results.json``; what the peers run is made once and kept in ``build/bench``.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.metadata
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from typing import Any

from .. import results
from ..models import MODELS
from ..rounds import alternate
from . import OWN, PEERS, THREADS

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "build" / "bench" / "models"
PREPARE_SECONDS = 900
ROUNDS = 7
LOADS = 3  # fresh processes: how fast their memory comes differs


class Worker:
    """A peer's process with one model loaded; see ``worker``."""

    def __init__(self, folder: Path, peer: str, threads: int = THREADS) -> None:
        command = [sys.executable, "-m", "benchmarks.peers.worker", str(folder), peer]
        self.log = (folder / f"{peer}.log").open("w+")
        self.process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=os.environ | {"BENCHMARK_THREADS": str(threads)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.log,
            text=True,
        )

    def answer(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if line:
            found: dict[str, Any] = json.loads(line)
            return found
        self.process.wait()
        self.log.seek(0)
        return {"reason": last_error(self.log.read()) or f"its process ended with {self.process.returncode}"}

    def ask(self, command: str) -> dict[str, Any]:
        assert self.process.stdin is not None
        try:
            self.process.stdin.write(command + "\n")
            self.process.stdin.flush()
        except BrokenPipeError:
            pass  # the answer says why
        return self.answer()

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        self.log.close()


def last_error(log: str) -> str:
    """The message of the exception that ended a process, or of the one that it was made of."""
    text = re.sub(r"\x1b\[[0-9;]*m", "", log.strip())
    cause = text.split("\nThe above exception was the direct cause")[0].rstrip()
    lines = cause.splitlines()
    starts = [i for i, line in enumerate(lines) if re.match(r"(\w+\.)*[A-Z]\w+(: |$)", line)]
    return " ".join(line.strip() for line in lines[starts[-1] :][:3])[:300] if starts else ""


def version_of(peer: str) -> str:
    """What a peer's files depend on: versions, of Flambeau the compiler's sources."""
    if peer == OWN:
        digest = hashlib.sha256()
        for path in sorted((ROOT / "src").rglob("*")):
            if path.suffix in (".py", ".def"):
                digest.update(path.read_bytes())
        return digest.hexdigest()
    return " ".join(f"{name} {importlib.metadata.version(name)}" for name in PEERS[peer][1])


def prepare(name: str, peer: str = "") -> str:
    """Makes the files of a model, or of a model for a peer, unless they are there. Gives the reason if it fails."""
    folder = FOLDER / name / peer
    made = folder.with_name(f"{folder.name}.made")
    version = version_of(peer) if peer else ""
    if made.exists():
        kept_version, _, reason = made.read_text().partition("\n")
        if kept_version == version:
            return reason
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    command = [sys.executable, "-m", "benchmarks.peers.prepare", name, str(FOLDER / name), *([peer] if peer else [])]
    start = time.perf_counter()
    try:
        ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=PREPARE_SECONDS)
        reason = "" if ended.returncode == 0 else last_error(ended.stderr) or f"status {ended.returncode}"
    except subprocess.TimeoutExpired:
        reason = f"not ready after {PREPARE_SECONDS} s"
    print(f"  {name} {peer}: {reason or 'made'} in {time.perf_counter() - start:.0f} s", file=sys.stderr, flush=True)
    made.write_text(f"{version}\n{reason}")
    return reason


def one_round(worker: Worker, waits: list[float]) -> float:
    """Milliseconds of a call; how much of the round went into waiting for processors goes to ``waits``."""
    answer = worker.ask("round")
    waits.append(answer["waited"])
    milliseconds: float = answer["ms"]
    return milliseconds


def loaded(folder: Path, peer: str) -> tuple[Worker, dict[str, Any]]:
    """A worker that has loaded and called its model, and what it found out: the median of ``LOADS`` processes."""
    found: dict[str, list[Any]] = {}
    for remaining in reversed(range(LOADS)):
        worker = Worker(folder, peer)
        answer = worker.answer()
        if "reason" not in answer:
            answer |= worker.ask("load")
        if "reason" in answer:
            return worker, answer
        for key, value in answer.items():
            found.setdefault(key, []).append(value)
        if remaining:
            worker.close()
    return worker, {key: statistics.median(values) for key, values in found.items()}


def measure(name: str, peers: list[str]) -> dict[str, dict[str, Any]]:
    """What each peer's worker found out about the model, or the reason why it can't run it."""
    reasons = {peer: prepare(name, peer) for peer in peers}
    found: dict[str, dict[str, Any]] = {peer: {"reason": reason} for peer, reason in reasons.items() if reason}
    workers: dict[str, Worker] = {}
    try:
        for peer in peers:
            if peer not in found:
                workers[peer], found[peer] = loaded(FOLDER / name, peer)
        running = {peer: worker for peer, worker in workers.items() if "reason" not in found[peer]}
        for peer in running:
            found[peer]["waits"] = []
        contenders = {peer: partial(one_round, worker, found[peer]["waits"]) for peer, worker in running.items()}
        for peer, times in alternate(contenders, range(ROUNDS)).items():
            found[peer] |= {"rounds": times} | running[peer].ask("end")
    finally:
        for worker in workers.values():
            worker.close()
    return found


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser("python -m benchmarks.peers", description=__doc__.splitlines()[0])
    parser.add_argument("--models", nargs="+", choices=[*MODELS], default=[*MODELS])
    parser.add_argument("--peers", nargs="+", choices=[*PEERS], default=[*PEERS], help="besides our own")
    parser.add_argument("--resume", action="store_true", help="leave out the models that have results already")
    parser.add_argument("--prepare", action="store_true", help="only make what the peers run")
    options = parser.parse_args(arguments)
    peers = list(dict.fromkeys([OWN, *options.peers]))
    for name in options.models:
        if options.resume and set(peers) <= set(results.read().get("models", {}).get(name, {}).get("peers", {})):
            continue
        if reason := prepare(name):
            raise SystemExit(f"{name}: {reason}")
        if options.prepare:
            for peer in peers:
                prepare(name, peer)
            continue
        found = measure(name, peers)
        results.merge(
            {"models": {name: {"facts": json.loads((FOLDER / name / "facts.json").read_text()), "peers": found}}}
        )
        print(results.line(name, found), flush=True)


if __name__ == "__main__":
    main()
