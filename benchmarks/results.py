"""``build/bench/results.json``: what was measured, kept from run to run and merged part by part."""

from __future__ import annotations

import json
import statistics
from pathlib import Path
from typing import Any

MOST_WAITED, LEAST_QUIET = 0.02, 3  # share of a round; rounds
FILE = Path(__file__).parents[1] / "build" / "bench" / "results.json"


def read() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(FILE.read_text()) if FILE.exists() else {}
    return found


def merge(part: dict[str, Any]) -> None:
    """Puts ``part`` in the place of what there is of it: a peer's results as a whole."""
    FILE.parent.mkdir(parents=True, exist_ok=True)
    FILE.write_text(json.dumps(_merged(read(), part, depth=4), indent=1))


def _merged(old: Any, new: Any, depth: int) -> Any:
    if depth == 0 or not (isinstance(old, dict) and isinstance(new, dict)):
        return new
    return old | {key: _merged(old.get(key), value, depth - 1) for key, value in new.items()}


def milliseconds(peer: dict[str, Any]) -> float | None:
    """Of a call, in the middle of the rounds; None where the peer can't run the model.

    Rounds in which other processes took the peer's processors don't count, if there are others.
    """
    if "rounds" not in peer:
        return None
    waits = peer.get("waits", [0.0] * len(peer["rounds"]))
    quiet = [ms for ms, waited in zip(peer["rounds"], waits) if waited <= MOST_WAITED]
    return statistics.median(quiet if len(quiet) >= LEAST_QUIET else peer["rounds"])


def line(name: str, peers: dict[str, dict[str, Any]]) -> str:
    """A model's times in a line, for whoever waits for them."""
    times = {peer: milliseconds(found) for peer, found in peers.items()}
    shown = [f"{peer} {time:.2f}" if time else f"{peer} -" for peer, time in times.items()]
    return f"{name:20} {'  '.join(shown)}"
