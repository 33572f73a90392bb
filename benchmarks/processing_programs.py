"""More programs for ``benchmarks.language``: what stands before and behind models, in the Python that people write."""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Dict, List, Tuple  # noqa: UP035  as in the programs beside these

from .language_programs import TEXT, WORDS, make_boxes, make_matrix

# ruff: noqa: UP006, UP031


def words_counted(words: List[str]) -> Dict[str, int]:
    d: Dict[str, int] = {}
    for w in words:
        d[w] = d.get(w, 0) + 1
    return d


def bigram_pairs(ids: List[int]) -> Tuple[int, int]:
    counts: Dict[Tuple[int, int], int] = {}
    for pair in zip(ids, ids[1:]):
        counts[pair] = counts.get(pair, 0) + 1
    return max(counts, key=counts.get)


def beam_search_by_heap(table: List[List[float]], steps: int, width: int) -> List[int]:
    beams = [(0.0, [0])]
    for _ in range(steps):
        candidates = []
        for score, tokens in beams:
            for token, logp in enumerate(table[tokens[-1]]):
                heapq.heappush(candidates, (score - logp, tokens + [token]))
                if len(candidates) > width * 4:
                    candidates = heapq.nsmallest(width * 2, candidates)
                    heapq.heapify(candidates)
        beams = [(s, t) for s, t in heapq.nsmallest(width, candidates)]
    return beams[0][1]


def nested_aggregates(rows: List[Tuple[str, str, float]]) -> Dict[str, Dict[str, float]]:
    out: Dict[str, Dict[str, float]] = {}
    for group, name, value in rows:
        inner = out.setdefault(group, {})
        inner[name] = inner.get(name, 0.0) + value
    return {g: {k: v / len(inner) for k, v in sorted(inner.items())} for g, inner in out.items()}


@dataclass
class Box:
    x1: float
    y1: float
    x2: float
    y2: float
    score: float = 0.0
    label: str = ""

    @property
    def area(self) -> float:
        return max(0.0, self.x2 - self.x1) * max(0.0, self.y2 - self.y1)

    def iou(self, other: Box) -> float:
        ix = max(0.0, min(self.x2, other.x2) - max(self.x1, other.x1))
        iy = max(0.0, min(self.y2, other.y2) - max(self.y1, other.y1))
        inter = ix * iy
        union = self.area + other.area - inter
        return inter / union if union > 0 else 0.0


def boxes_as_objects(rows: List[List[float]]) -> List[int]:
    boxes = [Box(r[0], r[1], r[2], r[3], r[4], "a" if r[4] > 0.5 else "b") for r in rows]
    order = sorted(range(len(boxes)), key=lambda i: boxes[i].score, reverse=True)
    keep = []
    for i in order:
        if all(boxes[i].iou(boxes[j]) < 0.4 for j in keep if boxes[j].label == boxes[i].label):
            keep.append(i)
    return keep


def numbers_parsed(text: str) -> List[int]:
    out = []
    i = 0
    n = len(text)
    while i < n:
        c = text[i]
        if c.isdigit():
            v = 0
            while i < n and text[i].isdigit():
                v = v * 10 + ord(text[i]) - ord("0")
                i += 1
            out.append(v)
        elif c == " ":
            i += 1
        else:
            i += 1
    return out


def expression_tokens(text: str) -> int:
    tokens: List[Tuple[str, str]] = []
    i = 0
    while i < len(text):
        ch = text[i]
        if ch in " \t":
            i += 1
            continue
        if ch in "+-*/()":
            tokens.append(("op", ch))
            i += 1
        elif "0" <= ch <= "9":
            j = i
            while j < len(text) and text[j].isdigit():
                j += 1
            tokens.append(("num", text[i:j]))
            i = j
        else:
            j = i
            while j < len(text) and (text[j].isalpha() or text[j] == "_"):
                j += 1
            tokens.append(("name", text[i:j]))
            i = j
    return len([t for kind, t in tokens if kind == "op"])


def set_operations(a: List[int], b: List[int]) -> int:
    sa, sb = set(a), set(b)
    return len(sa & sb) + len(sa | sb) + len(sa - sb) + len(sa ^ sb) + sum(1 for x in a if x in sb)


def sorted_by_tuples(rows: List[Tuple[int, str, float]]) -> List[str]:
    rows = sorted(rows, key=lambda r: (r[0], -r[2], r[1]))
    return [r[1] for r in rows]


def memoised_recursion(n: int) -> int:
    memo: Dict[Tuple[int, int], int] = {}

    def paths(r: int, c: int) -> int:
        if r == 0 or c == 0:
            return 1
        key = (r, c)
        if key in memo:
            return memo[key]
        v = (paths(r - 1, c) + paths(r, c - 1)) % 1000003
        memo[key] = v
        return v

    return paths(n, n)


def lines_cleaned(lines: List[str]) -> List[str]:
    out = []
    for line in lines:
        line = line.strip().lower().replace("-", " ")
        words = [w.strip(".,!?") for w in line.split() if len(w) > 2]
        if words and not words[0].startswith("#"):
            out.append("_".join(words))
    return out


def csv_totals(text: str) -> Dict[str, float]:
    totals: Dict[str, float] = {}
    for line in text.splitlines():
        name, qty, price = line.split(",")
        totals[name] = totals.get(name, 0.0) + int(qty) * float(price)
    return totals


def report_lines(items: List[Dict[str, Any]]) -> str:
    lines = []
    for k, it in enumerate(items):
        lines.append(f"{k:03d} {it['name']:>12s} {it['score']:.3f} {it['count']:5d} {100 * it['score']:5.1f}%")
    return "\n".join(lines)


def percent_formats(names: List[str], vals: List[float]) -> List[str]:
    return ["%s=%.2f (%d)" % (n, v, i) for i, (n, v) in enumerate(zip(names, vals))]


def labels_named(ids: List[int], names: Dict[int, str]) -> List[str]:
    return [names.get(i, "unknown").upper() for i in ids]


def dicts_merged(a: Dict[str, int], b: Dict[str, int]) -> Dict[str, int]:
    out = dict(a)
    for k, v in b.items():
        if k in out:
            out[k] += v
        else:
            out[k] = v
    return {k: out[k] for k in sorted(out)}


class Node:
    def __init__(self, v, nxt=None):
        self.v = v
        self.next = nxt


def linked_list(n: int) -> int:
    head = None
    for i in range(n):
        head = Node(i, head)
    prev = None
    cur = head
    while cur is not None:
        nxt = cur.next
        cur.next = prev
        prev = cur
        cur = nxt
    total = 0
    cur = prev
    k = 1
    while cur:
        total += cur.v * k
        cur = cur.next
        k += 1
    return total


class LRU:
    def __init__(self, cap: int):
        self.cap = cap
        self.data: Dict[int, int] = {}
        self.hits = 0

    def get(self, k: int) -> int:
        if k not in self.data:
            return -1
        v = self.data.pop(k)
        self.data[k] = v
        self.hits += 1
        return v

    def put(self, k: int, v: int) -> None:
        if k in self.data:
            self.data.pop(k)
        elif len(self.data) >= self.cap:
            self.data.pop(next(iter(self.data)))
        self.data[k] = v


def lru_cache(keys: List[int]) -> int:
    c = LRU(16)
    for k in keys:
        if c.get(k) < 0:
            c.put(k, k * 2)
    return c.hits


def words_in_a_trie(words: List[str], text: str) -> int:
    nodes: List[Dict[str, int]] = [{}]
    ends = set()
    for w in words:
        at = 0
        for ch in w:
            if ch not in nodes[at]:
                nodes.append({})
                nodes[at][ch] = len(nodes) - 1
            at = nodes[at][ch]
        ends.add(at)
    count = 0
    for i in range(len(text)):
        at = 0
        j = i
        while j < len(text) and text[j] in nodes[at]:
            at = nodes[at][text[j]]
            j += 1
            if at in ends:
                count += 1
    return count


def game_of_life(grid: List[List[int]], steps: int) -> int:
    h, w = len(grid), len(grid[0])
    for _ in range(steps):
        new = [[0] * w for _ in range(h)]
        for y in range(h):
            for x in range(w):
                n = 0
                for dy in (-1, 0, 1):
                    for dx in (-1, 0, 1):
                        if dy or dx:
                            n += grid[(y + dy) % h][(x + dx) % w]
                new[y][x] = 1 if n == 3 or (n == 2 and grid[y][x]) else 0
        grid = new
    return sum(sum(r) for r in grid)


def permutations(xs: List[int]) -> int:
    n = 0
    for p in itertools.permutations(xs, 4):
        if p[0] < p[3] and sum(p) % 3 == 0:
            n += 1
    return n


class Vec:
    def __init__(self, x: float, y: float):
        self.x = x
        self.y = y

    def __add__(self, o):
        return Vec(self.x + o.x, self.y + o.y)

    def __mul__(self, k: float):
        return Vec(self.x * k, self.y * k)

    def dot(self, o) -> float:
        return self.x * o.x + self.y * o.y


def vectors_with_operators(n: int) -> float:
    p = Vec(0.0, 0.0)
    v = Vec(1.0, 0.5)
    t = 0.0
    for _ in range(n):
        p = p + v * 0.01
        t += p.dot(v)
    return t


def unique_sorted(words: List[str]) -> List[str]:
    return sorted(set(words), key=lambda w: (-len(w), w))


def letters_shifted(text: str, k: int) -> str:
    out = []
    for ch in text:
        if ch.isalpha():
            out.append(chr((ord(ch) - 97 + k) % 26 + 97))
        else:
            out.append(ch)
    return "".join(out)


def json_by_hand(n: int) -> str:
    parts = []
    for i in range(n):
        parts.append("{" + f'"id": {i}, "box": [{i * 1.5}, {i + 2}], "ok": {str(i % 2 == 0).lower()}' + "}")
    return "[" + ", ".join(parts) + "]"


def eight_queens(n: int) -> int:
    def place(r: int, cols: int, d1: int, d2: int) -> int:
        if r == n:
            return 1
        t = 0
        for c in range(n):
            if not (cols >> c & 1 or d1 >> (r + c) & 1 or d2 >> (r - c + n) & 1):
                t += place(r + 1, cols | 1 << c, d1 | 1 << (r + c), d2 | 1 << (r - c + n))
        return t

    return place(0, 0, 0, 0)


CASES: list[tuple[Callable[..., Any], Callable[[], tuple[Any, ...]]]] = [
    (words_counted, lambda: (TEXT.split() * 10,)),
    (bigram_pairs, lambda: ([i * i % 57 for i in range(2000)],)),
    (beam_search_by_heap, lambda: (make_matrix(12), 6, 4)),
    (nested_aggregates, lambda: ([(WORDS[i % 5], WORDS[i * 3 % 14], i * 0.5) for i in range(1000)],)),
    (boxes_as_objects, lambda: ([[*box, score] for box, score in zip(*make_boxes(100))],)),
    (numbers_parsed, lambda: (" ".join(str(i * 37) for i in range(400)),)),
    (expression_tokens, lambda: ("foo + 12 * (bar_x - 345) / baz " * 30,)),
    (set_operations, lambda: ([i * 7 % 1000 for i in range(800)], [i * 11 % 1200 for i in range(800)])),
    (sorted_by_tuples, lambda: ([(i * 7 % 13, f"n{i}", i * 3.5 % 11) for i in range(500)],)),
    (memoised_recursion, lambda: (30,)),
    (lines_cleaned, lambda: ([f"  Hello, World-{i}! this is a Line. " for i in range(150)],)),
    (csv_totals, lambda: ("\n".join(f"item{i % 17},{i % 5},{i * 0.25}" for i in range(300)),)),
    (report_lines, lambda: ([{"name": WORDS[i % 14], "score": i / 200, "count": i * 3} for i in range(200)],)),
    (percent_formats, lambda: (WORDS * 20, [i * 0.37 for i in range(300)])),
    (labels_named, lambda: ([i * 7 % 100 for i in range(1000)], {i: f"class{i}" for i in range(90)})),
    (linked_list, lambda: (1000,)),
    (lru_cache, lambda: ([i * i % 29 for i in range(1000)],)),
    (words_in_a_trie, lambda: (WORDS, TEXT[:400])),
    (game_of_life, lambda: ([[int((x * 7 + y * 5) % 11 > 6) for x in range(16)] for y in range(16)], 4)),
    (permutations, lambda: (list(range(8)),)),
    (letters_shifted, lambda: (TEXT, 3)),
    (dicts_merged, lambda: ({f"k{i}": i for i in range(300)}, {f"k{i}": i for i in range(150, 450)})),
    (vectors_with_operators, lambda: (1000,)),
    (unique_sorted, lambda: (TEXT.split(),)),
    (json_by_hand, lambda: (200,)),
    (eight_queens, lambda: (6,)),
]
