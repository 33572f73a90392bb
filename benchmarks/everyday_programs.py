"""Still more programs for ``benchmarks.language``: what textbooks and data preparation are full of."""

from __future__ import annotations

import base64
import bisect
import heapq
import re
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Dict, List, Tuple  # noqa: UP035  as in the programs beside these

from .language_programs import TEXT, WORDS

# ruff: noqa: UP006


def balanced_brackets(texts: List[str]) -> int:
    pairs = {")": "(", "]": "[", "}": "{"}
    good = 0
    for text in texts:
        opened = []
        ok = True
        for c in text:
            if c in "([{":
                opened.append(c)
            elif c in ")]}":
                if not opened or opened.pop() != pairs[c]:
                    ok = False
                    break
        good += ok and not opened
    return good


def base64_payloads(data: bytes, count: int) -> int:
    total = 0
    for i in range(count):
        text = base64.b64encode(data[i:]).decode()
        total += len(text) + len(base64.b64decode(text))
    return total


def sorted_again(numbers: List[int], count: int) -> int:
    total = 0
    for i in range(count):
        ordered = sorted(numbers)
        ordered.append(i)
        ordered.sort()
        total += ordered[i]
    return total


def ranks_by_bisect(numbers: List[int], wanted: List[int]) -> int:
    ordered = sorted(numbers)
    total = 0
    for x in wanted:
        total += bisect.bisect_right(ordered, x) - bisect.bisect_left(ordered, x)
    return total


def running_median(numbers: List[int]) -> int:
    ordered: List[int] = []
    total = 0
    for x in numbers:
        bisect.insort(ordered, x)
        total += ordered[len(ordered) // 2]
    return total


def nested_lists_flattened(n: int) -> int:
    def flat(values):
        out = []
        for value in values:
            if isinstance(value, list):
                out.extend(flat(value))
            else:
                out.append(value)
        return out

    return sum(flat([[i, [i + 1, [i + 2, i + 3]], i + 4] for i in range(n)]))


def words_in_nested_dicts(words: List[str], queries: List[str]) -> int:
    root = {}
    for word in words:
        node = root
        for c in word:
            if c not in node:
                node[c] = {}
            node = node[c]
        node["$"] = {}
    hits = 0
    for query in queries:
        node = root
        for c in query:
            if c not in node:
                break
            node = node[c]
        else:
            hits += "$" in node
    return hits


def sliding_maximum(numbers: List[int], width: int) -> List[int]:
    places = deque()
    out = []
    for i, x in enumerate(numbers):
        while places and numbers[places[-1]] <= x:
            places.pop()
        places.append(i)
        if places[0] <= i - width:
            places.popleft()
        if i >= width - 1:
            out.append(numbers[places[0]])
    return out


def common_subsequence(a: str, b: str) -> int:
    table = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i, x in enumerate(a, 1):
        for j, y in enumerate(b, 1):
            if x == y:
                table[i][j] = table[i - 1][j - 1] + 1
            else:
                table[i][j] = max(table[i - 1][j], table[i][j - 1])
    return table[-1][-1]


def knapsack(weights: List[int], values: List[int], capacity: int) -> int:
    best = [0] * (capacity + 1)
    for i in range(len(weights)):
        w = weights[i]
        for c in range(capacity, w - 1, -1):
            best[c] = max(best[c], best[c - w] + values[i])
    return best[capacity]


def query_string(text: str) -> Dict[str, str]:
    fields = {}
    for part in text.split("&"):
        if "=" in part:
            key, value = part.split("=", 1)
            fields[key] = value
        else:
            fields[part] = ""
    return fields


LOG_LINE = re.compile(r"(\d+)-(\w+): (.*)")


def log_lines(lines: List[str]) -> Dict[str, int]:
    totals: Dict[str, int] = {}
    for line in lines:
        found = LOG_LINE.match(line)
        if found:
            level = found.group(2)
            totals[level] = totals.get(level, 0) + int(found.group(1))
    return totals


def shortest_way(grid: List[List[int]]) -> int:
    height, width = len(grid), len(grid[0])
    distances = {(0, 0): grid[0][0]}
    queue = [(grid[0][0], 0, 0)]
    while queue:
        distance, y, x = heapq.heappop(queue)
        if (y, x) == (height - 1, width - 1):
            return distance
        if distance > distances[(y, x)]:
            continue
        for dy, dx in ((0, 1), (1, 0), (0, -1), (-1, 0)):
            ny, nx = y + dy, x + dx
            if 0 <= ny < height and 0 <= nx < width:
                through = distance + grid[ny][nx]
                if (ny, nx) not in distances or through < distances[(ny, nx)]:
                    distances[(ny, nx)] = through
                    heapq.heappush(queue, (through, ny, nx))
    return -1


class Recent:
    def __init__(self, capacity: int):
        self.capacity = capacity
        self.held = OrderedDict()

    def get(self, key: str) -> int:
        if key not in self.held:
            return -1
        self.held.move_to_end(key)
        return self.held[key]

    def put(self, key: str, value: int) -> None:
        self.held[key] = value
        if len(self.held) > self.capacity:
            self.held.popitem(last=False)


def recently_used(keys: List[str]) -> int:
    recent = Recent(20)
    hits = 0
    for i, key in enumerate(keys):
        if recent.get(key) >= 0:
            hits += 1
        else:
            recent.put(key, i)
    return hits


def hex_dump(data: bytes) -> str:
    rows = []
    for i in range(0, len(data), 16):
        chunk = data[i : i + 16]
        digits = " ".join(f"{b:02x}" for b in chunk)
        rows.append(f"{i:08x}  {digits}  " + "".join(chr(b) if 32 <= b < 127 else "." for b in chunk))
    return "\n".join(rows)


@dataclass
class Item:
    name: str
    price: float
    count: int
    tags: List[str] = field(default_factory=list)


def invoice(n: int) -> str:
    items = [Item(f"item{i}", i * 1.25, i % 7, ["a", "b"] if i % 2 else []) for i in range(n)]
    items.sort(key=lambda item: (-item.price * item.count, item.name))
    totals: Dict[str, float] = {}
    for item in items:
        for tag in item.tags:
            totals[tag] = totals.get(tag, 0.0) + item.price * item.count
    best = max(items, key=lambda item: item.count)
    return f"{items[0].name} {best.name} {totals['a']:.2f}"


def merged_intervals(intervals: List[Tuple[int, int]]) -> List[Tuple[int, int]]:
    merged: List[Tuple[int, int]] = []
    for start, end in sorted(intervals):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


CASES: list[tuple[Callable[..., Any], Callable[[], tuple[Any, ...]]]] = [
    (balanced_brackets, lambda: (["([]{}())" * 5, "([)]", "{{[[(())]]}}" * 4] * 20,)),
    (base64_payloads, lambda: (bytes(i * 7 % 256 for i in range(300)), 50)),
    (sorted_again, lambda: (list(range(1000)), 20)),
    (ranks_by_bisect, lambda: ([i * 31 % 499 for i in range(1000)], list(range(500)))),
    (running_median, lambda: ([i * 7919 % 10007 for i in range(500)],)),
    (nested_lists_flattened, lambda: (200,)),
    (words_in_nested_dicts, lambda: (WORDS, TEXT.split())),
    (sliding_maximum, lambda: ([i * 7919 % 1007 for i in range(2000)], 16)),
    (common_subsequence, lambda: (TEXT[:80], TEXT[40:130])),
    (knapsack, lambda: ([i * 7 % 23 + 1 for i in range(30)], [i * 13 % 37 for i in range(30)], 200)),
    (query_string, lambda: ("&".join(f"key{i}=value{i}" if i % 5 else f"flag{i}" for i in range(300)),)),
    (log_lines, lambda: ([f"{i}-{WORDS[i % 5]}: message number {i}" for i in range(200)],)),
    (shortest_way, lambda: ([[(x * 7 + y * 13) % 9 + 1 for x in range(20)] for y in range(20)],)),
    (recently_used, lambda: ([f"k{i * i % 47}" for i in range(1000)],)),
    (hex_dump, lambda: (bytes(i * 7 % 256 for i in range(512)),)),
    (invoice, lambda: (300,)),
    (merged_intervals, lambda: ([(i * 37 % 1000, i * 37 % 1000 + i % 9) for i in range(400)],)),
]
