"""More programs for ``benchmarks.language``: graphs, trees, records and tables, as programs around models have them."""

from __future__ import annotations

import heapq
import itertools
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Dict, List, Tuple  # noqa: UP035  as in the programs beside these

from .language_programs import TEXT, WORDS

# ruff: noqa: UP006


def bfs_graph(edges: List[Tuple[int, int]], n: int) -> List[int]:
    adj = [[] for _ in range(n)]
    for a, b in edges:
        adj[a].append(b)
        adj[b].append(a)
    dist = [-1] * n
    dist[0] = 0
    q = deque([0])
    while q:
        u = q.popleft()
        for v in adj[u]:
            if dist[v] < 0:
                dist[v] = dist[u] + 1
                q.append(v)
    return dist


def topo_sort(deps: Dict[str, List[str]]) -> List[str]:
    indegree = dict.fromkeys(deps, 0)
    for vs in deps.values():
        for v in vs:
            indegree[v] = indegree.get(v, 0) + 1
    ready = deque(k for k, d in indegree.items() if d == 0)
    order = []
    while ready:
        k = ready.popleft()
        order.append(k)
        for v in deps.get(k, []):
            indegree[v] -= 1
            if indegree[v] == 0:
                ready.append(v)
    return order


class DSU:
    def __init__(self, n):
        self.parent = list(range(n))
        self.size = [1] * n

    def find(self, x):
        while self.parent[x] != x:
            self.parent[x] = self.parent[self.parent[x]]
            x = self.parent[x]
        return x

    def union(self, a, b):
        a, b = self.find(a), self.find(b)
        if a == b:
            return False
        if self.size[a] < self.size[b]:
            a, b = b, a
        self.parent[b] = a
        self.size[a] += self.size[b]
        return True


def kruskal(edges: List[Tuple[int, int, int]], n: int) -> int:
    dsu = DSU(n)
    total = 0
    for w, a, b in sorted(edges):
        if dsu.union(a, b):
            total += w
    return total


class TrieNode:
    def __init__(self):
        self.children = {}
        self.end = False


def trie_build(words: List[str], prefixes: List[str]) -> int:
    root = TrieNode()
    for w in words:
        node = root
        for ch in w:
            if ch not in node.children:
                node.children[ch] = TrieNode()
            node = node.children[ch]
        node.end = True
    hits = 0
    for p in prefixes:
        node = root
        ok = True
        for ch in p:
            if ch not in node.children:
                ok = False
                break
            node = node.children[ch]
        hits += ok
    return hits


def sieve(n: int) -> int:
    flags = [True] * (n + 1)
    flags[0] = flags[1] = False
    for i in range(2, int(n**0.5) + 1):
        if flags[i]:
            for j in range(i * i, n + 1, i):
                flags[j] = False
    return sum(flags)


@dataclass
class Record:
    name: str
    age: int
    score: float = 0.0


def records_by_key(n: int) -> List[str]:
    recs = [Record(f"p{i * 37 % n}", i * 13 % 60, i * 7 % 101 / 2) for i in range(n)]
    recs.sort(key=lambda r: (r.age, -r.score, r.name))
    return [r.name for r in recs[:5]]


def long_queue(n: int) -> int:
    q = deque(range(n))
    total = 0
    while len(q) > 1:
        a = q.popleft()
        b = q.popleft()
        total += a ^ b
        q.append((a + b) & 1023)
    return total


def quicksort(xs: List[int]) -> List[int]:
    if len(xs) <= 1:
        return xs
    p = xs[len(xs) // 2]
    return quicksort([x for x in xs if x < p]) + [x for x in xs if x == p] + quicksort([x for x in xs if x > p])


def powerset(n: int) -> int:
    items = list(range(n))
    total = 0
    for r in range(len(items) + 1):
        for combo in itertools.combinations(items, r):
            total += sum(combo)
    return total


def life_set(steps: int) -> int:
    cells = {(1, 0), (2, 1), (0, 2), (1, 2), (2, 2), (5, 5), (5, 6), (6, 5), (10, 10), (10, 11), (10, 12)}
    for _ in range(steps):
        counts = Counter((x + dx, y + dy) for x, y in cells for dx in (-1, 0, 1) for dy in (-1, 0, 1) if dx or dy)
        cells = {c for c, k in counts.items() if k == 3 or (k == 2 and c in cells)}
    return len(cells)


def bank(ops: List[Tuple[str, str, int]]) -> Dict[str, int]:
    accounts: Dict[str, int] = {}
    for op, who, amount in ops:
        if op == "deposit":
            accounts[who] = accounts.get(who, 0) + amount
        elif op == "withdraw":
            if accounts.get(who, 0) >= amount:
                accounts[who] -= amount
        else:
            accounts.pop(who, None)
    return accounts


def top_k(xs: List[int]) -> List[int]:
    return heapq.nlargest(10, xs) + heapq.nsmallest(10, xs)


def huffman(text: str) -> int:
    freq = Counter(text)
    heap = [(n, i, c, None, None) for i, (c, n) in enumerate(sorted(freq.items()))]
    heapq.heapify(heap)
    k = len(heap)
    total = 0
    while len(heap) > 1:
        a = heapq.heappop(heap)
        b = heapq.heappop(heap)
        total += a[0] + b[0]
        heapq.heappush(heap, (a[0] + b[0], k, "", None, None))
        k += 1
    return total


def kmeans(points: List[Tuple[float, float]], k: int) -> List[int]:
    centers = list(points[:k])
    labels = [0] * len(points)
    for _ in range(5):
        for i, (x, y) in enumerate(points):
            labels[i] = min(range(k), key=lambda c: (x - centers[c][0]) ** 2 + (y - centers[c][1]) ** 2)
        for c in range(k):
            mine = [p for p, label in zip(points, labels) if label == c]
            if mine:
                centers[c] = (sum(p[0] for p in mine) / len(mine), sum(p[1] for p in mine) / len(mine))
    return labels


def pad_batch(seqs: List[List[int]], pad: int) -> Tuple[List[List[int]], List[List[int]]]:
    m = max(len(s) for s in seqs)
    return [s + [pad] * (m - len(s)) for s in seqs], [[1] * len(s) + [0] * (m - len(s)) for s in seqs]


def simple_vm(n: int) -> int:
    code = [
        ("push", 0),
        ("push", n),
        ("dup", 0),
        ("jz", 10),
        ("swap", 0),
        ("push", 3),
        ("add", 0),
        ("swap", 0),
        ("dec", 0),
        ("jmp", 2),
        ("pop", 0),
        ("halt", 0),
    ]
    stack = []
    pc = 0
    while True:
        op, arg = code[pc]
        pc += 1
        if op == "push":
            stack.append(arg)
        elif op == "dup":
            stack.append(stack[-1])
        elif op == "swap":
            stack[-1], stack[-2] = stack[-2], stack[-1]
        elif op == "add":
            b = stack.pop()
            stack.append(stack.pop() + b)
        elif op == "dec":
            stack[-1] -= 1
        elif op == "jz":
            if stack[-1] == 0:
                pc = arg
        elif op == "jmp":
            pc = arg
        elif op == "pop":
            stack.pop()
        else:
            return stack[-1]


@dataclass(frozen=True)
class Pos:
    r: int
    c: int


def frozen_keys(n: int) -> int:
    seen = {}
    for i in range(n):
        p = Pos(i % 17, i % 13)
        seen[p] = seen.get(p, 0) + 1
    return len(seen)


def scheduler(tasks: List[Tuple[int, int, str]]) -> List[str]:
    order = []
    t = 0
    pending = sorted(tasks)
    ready: List[Tuple[int, str]] = []
    i = 0
    while i < len(pending) or ready:
        while i < len(pending) and pending[i][0] <= t:
            heapq.heappush(ready, (pending[i][1], pending[i][2]))
            i += 1
        if ready:
            d, name = heapq.heappop(ready)
            t += d
            order.append(name)
        else:
            t = pending[i][0]
    return order


CASES: list[tuple[Callable[..., Any], Callable[[], tuple[Any, ...]]]] = [
    (
        bfs_graph,
        lambda: (
            [(i, i * 7 % 500) for i in range(500)] + [(i, (i + 1) % 500) for i in range(500)],
            500,
        ),
    ),
    (topo_sort, lambda: ({f"t{i}": [f"t{j}" for j in range(i + 1, min(i + 4, 200))] for i in range(200)},)),
    (
        kruskal,
        lambda: (
            [(i * 37 % 101, i * 13 % 200, i * 7 % 200) for i in range(600)],
            200,
        ),
    ),
    (
        trie_build,
        lambda: (
            WORDS * 3,
            TEXT.split(),
        ),
    ),
    (sieve, lambda: (5000,)),
    (records_by_key, lambda: (300,)),
    (long_queue, lambda: (4000,)),
    (quicksort, lambda: ([i * 7919 % 1009 for i in range(400)],)),
    (powerset, lambda: (10,)),
    (life_set, lambda: (10,)),
    (
        bank,
        lambda: (
            [
                (["deposit", "withdraw", "deposit", "close"][i % 4 if i % 40 == 3 else i % 3], f"c{i % 23}", i % 90)
                for i in range(1000)
            ],
        ),
    ),
    (top_k, lambda: ([i * 7919 % 10007 for i in range(2000)],)),
    (huffman, lambda: (TEXT,)),
    (
        kmeans,
        lambda: (
            [(float(i * 37 % 101), float(i * 13 % 59)) for i in range(60)],
            4,
        ),
    ),
    (
        pad_batch,
        lambda: (
            [list(range(i % 20 + 1)) for i in range(60)],
            0,
        ),
    ),
    (simple_vm, lambda: (200,)),
    (frozen_keys, lambda: (600,)),
    (scheduler, lambda: ([(i * 3 % 50, i * 7 % 11 + 1, f"t{i}") for i in range(150)],)),
]
