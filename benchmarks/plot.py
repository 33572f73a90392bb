"""The plot of ``docs/performance.md``: for each model, each peer's time as a multiple of ours."""

from __future__ import annotations

import math
from typing import Any

from . import results
from .peers import OWN, PEERS

COLOURS = ["#888888", "#c0392b", "#d68910", "#2471a3", "#6c3483", "#148f77", "#7e5109"]
LEFT, TOP, ROW, WIDTH = 190, 56, 24, 560
LEAST, MOST = 0.5, 32.0  # multiples of our time that the axis shows


def draw(models: list[tuple[str, dict[str, Any]]]) -> str:
    """An SVG: a row for each model, a dot for each peer, a line where our time is."""
    rows = [(title, multiples(peers)) for title, peers in models]
    height = TOP + ROW * len(rows) + 34
    peers = [peer for peer in PEERS if peer != OWN]
    colours = dict(zip(peers, COLOURS))
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {LEFT + WIDTH + 30} {height}" '
        'font-family="sans-serif" font-size="12">',
        f'<rect width="{LEFT + WIDTH + 30}" height="{height}" fill="white"/>',
    ]
    for index, peer in enumerate(peers):
        x = 14 + index * 108
        parts.append(
            f'<circle cx="{x}" cy="16" r="5" fill="{colours[peer]}"/><text x="{x + 9}" y="20">{PEERS[peer][0]}</text>'
        )
    bottom = TOP + ROW * len(rows)
    for exponent in range(int(math.log2(LEAST)), int(math.log2(MOST)) + 1):
        x = place(2.0**exponent)
        stroke = "#222" if exponent == 0 else "#ddd"
        parts.append(f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{TOP - 12}" y2="{bottom}" stroke="{stroke}"/>')
        parts.append(f'<text x="{x:.1f}" y="{bottom + 16}" text-anchor="middle">{2.0**exponent:g}</text>')
    parts.append(f'<text x="{place(1):.1f}" y="{TOP - 16}" text-anchor="middle">Flambeau</text>')
    for index, (title, found) in enumerate(rows):
        y = TOP + ROW * index + 6
        parts.append(f'<text x="{LEFT - 12}" y="{y + 4}" text-anchor="end">{title}</text>')
        for peer, multiple in found.items():
            dot = f'<circle cx="{place(multiple):.1f}" cy="{y}" r="5" fill="{colours[peer]}" fill-opacity="0.85">'
            parts.append(f"{dot}<title>{PEERS[peer][0]}: {multiple:.2f}</title></circle>")
    parts.append(f'<text x="{LEFT}" y="{bottom + 31}">time as a multiple of ours</text></svg>')
    return "\n".join(parts) + "\n"


def multiples(peers: dict[str, dict[str, Any]]) -> dict[str, float]:
    own = results.milliseconds(peers.get(OWN, {}))
    times = {peer: results.milliseconds(found) for peer, found in peers.items() if peer != OWN}
    return {peer: time / own for peer, time in times.items() if time and own}


def place(multiple: float) -> float:
    """The x of a multiple, on a logarithmic axis that ends where it ends."""
    clipped = min(max(multiple, LEAST), MOST)
    return LEFT + WIDTH * math.log(clipped / LEAST) / math.log(MOST / LEAST)
