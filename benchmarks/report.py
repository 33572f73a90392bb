"""``python -m benchmarks.report``: writes the results' tables and plot into ``docs/performance.md``.

The page's prose is kept: what lies between ``<!-- NAME -->`` and ``<!-- end NAME -->`` is replaced.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from . import results
from .language import NAMES as LANGUAGE_NAMES
from .language import PEERS as LANGUAGE_PEERS
from .models import MODELS
from .peers import OWN, PEERS
from .plot import draw

PAGE = Path(__file__).parents[1] / "docs" / "performance.md"
PLOT = PAGE.with_name("performance.svg")
OTHERS = [peer for peer in PEERS if peer != OWN]
Peers = dict[str, dict[str, Any]]


def table(head: list[str], rows: list[list[str]]) -> str:
    """A Markdown table whose first column leans left, the others right."""
    lines = [head, [":--"] + ["--:"] * (len(head) - 1), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def number(value: float | None) -> str:
    """Three digits that count, and no more after the point than that takes."""
    if value is None or math.isnan(value):
        return "-"
    return f"{value:.{max(0, 2 - int(math.floor(math.log10(max(value, 1e-3)))))}f}"


def machine_text(machine: dict[str, Any]) -> str:
    versions = ", ".join(f"{name} {version}" for name, version in machine["versions"].items())
    return (
        f"{machine['date']}, {machine['processor']}, {machine['cores']} cores, {machine['system']}. At most "
        f"{machine['flops'] / 1e9:.0f} GFLOP/s in float32 and {machine['bandwidth'] / 1e9:.0f} GB/s from memory, both "
        f"by two threads, measured in the same run (`benchmarks/peak.cpp`). {versions}."
    )


def times_text(models: dict[str, Any]) -> str:
    rows = []
    for title, _, peers in each(models):
        times = {peer: results.milliseconds(peers.get(peer, {})) for peer in PEERS}
        best = best_of(peers)
        ratio = f"{times[OWN] / times[best]:.2f} of {PEERS[best][0]}" if best and times[OWN] else "-"
        cells = [f"**{number(times[peer])}**" if peer == best else number(times[peer]) for peer in OTHERS]
        rows.append([title, number(times[OWN]), *cells, ratio])
    return table(["ms a call", *titles(), "ours to the best peer's"], rows)


def quality_text(models: dict[str, Any], machine: dict[str, Any]) -> str:
    """What we make of the machine, and how soon."""
    rows = []
    for title, facts, peers in each(models):
        own = peers.get(OWN, {})
        milliseconds = results.milliseconds(own)
        if milliseconds is None:
            rows.append([title] + ["-"] * 7)
            continue
        seconds = milliseconds / 1e3
        rows.append([
            title,
            f"{facts['flops'] / 1e9:.2f}",
            share(facts["flops"] / seconds, machine["flops"]),
            share(facts["weights"] / seconds, machine["bandwidth"]),
            number(own["load"]),
            f"{own['first'] / milliseconds:.2f}",
            number(facts["weights"] / 1e6),
            number(own["peak"] / 1e6),
        ])  # fmt: skip
    head = ["ours", "GFLOP", "of peak FLOP/s", "weights, of peak bytes/s", "load, ms", "first call to later ones",
            "weights, MB", "peak memory, MB"]  # fmt: skip
    return table(head, rows)


def share(rate: float, peak: float) -> str:
    return f"{rate / peak:.0%}" if peak else "-"


def peers_text(head: str, value: Callable[[dict[str, Any]], float]) -> Callable[[dict[str, Any]], str]:
    """A table of one number for each model and peer."""

    def text(models: dict[str, Any]) -> str:
        rows = []
        for title, _, peers in each(models):
            found = [peers.get(peer, {}) for peer in PEERS]
            rows.append([title, *(number(value(peer)) if "rounds" in peer else "-" for peer in found)])
        return table([head, *titles()], rows)

    return text


def reasons_text(models: dict[str, Any]) -> str:
    """Why a peer has no number."""
    lines = []
    for title, _, peers in each(models):
        for peer in PEERS:
            if reason := peers.get(peer, {}).get("reason"):
                clean = re.sub(r"\s+", " ", reason.replace("|", "/").replace("<", "(").replace(">", ")"))
                lines.append(f"- {title}, {PEERS[peer][0]}: {clean[:200]}")
    return "\n".join(lines) or "Every peer that was measured ran its models."


def language_text(language: dict[str, dict[str, float]]) -> str:
    rows = []
    for name, times in language.items():
        own = times["flambeau"]
        ratios = [f"{times[who] / own:.1f}" if who in times else "-" for who in LANGUAGE_PEERS]
        rows.append([name, *(number(times.get(who)) for who in LANGUAGE_NAMES), *ratios])
    titles = [
        "ms a call",
        "Flambeau",
        "of it arguments",
        "CPython",
        "torch.jit",
        "CPython to ours",
        "torch.jit to ours",
    ]
    return table(titles, rows)


def each(models: dict[str, Any]) -> list[tuple[str, dict[str, Any], Peers]]:
    return [
        (model.title, models[name]["facts"], models[name]["peers"]) for name, model in MODELS.items() if name in models
    ]


def titles() -> list[str]:
    return [PEERS[peer][0] for peer in PEERS]


def best_of(peers: Peers) -> str | None:
    """The fastest peer but ours."""
    times = {peer: time for peer in OTHERS if (time := results.milliseconds(peers.get(peer, {}))) is not None}
    return min(times, key=lambda peer: times[peer]) if times else None


def render(page: str, found: dict[str, Any]) -> str:
    """``page`` with the tables of ``found``, as far as there are any."""
    models = found.get("models", {})
    parts: dict[str, str] = {}
    if "machine" in found:
        parts["machine"] = machine_text(found["machine"])
    if models and "machine" in found:
        parts |= {
            "times": times_text(models),
            "quality": quality_text(models, found["machine"]),
            "load": peers_text("load, ms", lambda peer: peer["load"])(models),
            "first": peers_text("first call, ms", lambda peer: peer["first"])(models),
            "memory": peers_text("peak memory, MB", lambda peer: peer["peak"] / 1e6)(models),
            "disk": peers_text("runtime and model on disk, MB", lambda p: (p["runtime"] + p["size"]) / 1e6)(models),
            "reasons": reasons_text(models),
        }
    if "language" in found:
        parts["language"] = language_text(found["language"])
    for name, text in parts.items():
        marked = rf"(<!-- {name} -->\n).*?(<!-- end {name} -->)"
        page, count = re.subn(marked, lambda m, text=text: f"{m[1]}{text}\n{m[2]}", page, flags=re.S)
        if count != 1:
            raise SystemExit(f"{PAGE} has no place for {name}")
    return page


def write() -> None:
    found = results.read()
    PAGE.write_text(render(PAGE.read_text(), found))
    PLOT.write_text(draw([(title, peers) for title, _, peers in each(found.get("models", {}))]))


if __name__ == "__main__":
    write()
