"""Small realistic Python programs over scalars, containers, strings and tiny tensors, for ``benchmarks.language``.

Each function is one case; ``CASES`` has its inputs. Where it costs nothing they are written so that TorchScript takes
them too.
"""

from __future__ import annotations

import heapq
import math
import re
from collections import Counter, defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Dict, List, Set, Tuple  # noqa: UP035  TorchScript reads no other spelling

import torch
from torch import Tensor

# ruff: noqa: UP006


def integer_loop(n: int) -> int:
    total = 0
    for i in range(n):
        if i % 3 == 0:
            total += i * 2
        elif i & 1 == 1:
            total -= i
        else:
            total ^= i
    return total


def primes(limit: int) -> int:
    found: List[int] = []
    for n in range(2, limit):
        is_prime = True
        for p in found:
            if p * p > n:
                break
            if n % p == 0:
                is_prime = False
                break
        if is_prime:
            found.append(n)
    return len(found)


def float_loop(n: int) -> float:
    x = 0.5
    total = 0.0
    for i in range(n):
        x = 3.7 * x * (1.0 - x)
        if x > 0.5:
            total += x / (1.0 + float(i))
        else:
            total -= x
    return total


def matrix_of_lists(a: List[List[float]], b: List[List[float]]) -> List[List[float]]:
    out: List[List[float]] = []
    for row in a:
        line: List[float] = []
        for j in range(len(b[0])):
            total = 0.0
            for k in range(len(b)):
                total += row[k] * b[k][j]
            line.append(total)
        out.append(line)
    return out


def nms_on_lists(boxes: List[List[float]], scores: List[float], threshold: float) -> List[int]:
    order = list(range(len(scores)))
    for i in range(1, len(order)):
        k = order[i]
        j = i - 1
        while j >= 0 and scores[order[j]] < scores[k]:
            order[j + 1] = order[j]
            j -= 1
        order[j + 1] = k
    kept: List[int] = []
    for i in order:
        a = boxes[i]
        keep = True
        for j in kept:
            b = boxes[j]
            width = min(a[2], b[2]) - max(a[0], b[0])
            height = min(a[3], b[3]) - max(a[1], b[1])
            if width > 0.0 and height > 0.0:
                inter = width * height
                union = (a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - inter
                if inter / union > threshold:
                    keep = False
                    break
        if keep:
            kept.append(i)
    return kept


def dict_counting(words: List[str]) -> Dict[str, int]:
    counts: Dict[str, int] = {}
    for word in words:
        if word in counts:
            counts[word] += 1
        else:
            counts[word] = 1
    return counts


def dict_of_lists(words: List[str]) -> int:
    groups: Dict[int, List[str]] = {}
    for word in words:
        key = len(word)
        if key not in groups:
            groups[key] = []
        groups[key].append(word)
    longest = 0
    for _key, group in groups.items():
        longest = max(longest, len(group))
    return longest


def sets(numbers: List[int]) -> int:
    seen: Set[int] = set()
    repeated: Set[int] = set()
    for number in numbers:
        if number in seen:
            repeated.add(number)
        seen.add(number)
    return len(seen - repeated)


def strings_built(n: int) -> int:
    text = ""
    parts: List[str] = []
    for i in range(n):
        text += "ab"
        parts.append(f"{i}:{i * 2}")
    return len(text) + len(",".join(parts))


def lines_parsed(lines: List[str]) -> Dict[str, float]:
    out: Dict[str, float] = {}
    for line in lines:
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        name, value = line.split("=")
        out[name.strip().lower()] = float(value)
    return out


def wordpiece(text: str, vocabulary: Dict[str, int]) -> List[int]:
    ids: List[int] = []
    for word in text.lower().split():
        start = 0
        pieces: List[int] = []
        while start < len(word):
            end = len(word)
            found = -1
            while start < end:
                piece = word[start:end]
                if start > 0:
                    piece = "##" + piece
                if piece in vocabulary:
                    found = vocabulary[piece]
                    break
                end -= 1
            if found < 0:
                pieces = [0]
                break
            pieces.append(found)
            start = end
        ids.extend(pieces)
    return ids


def byte_pair_merges(words: List[str], ranks: Dict[Tuple[str, str], int]) -> List[str]:
    out: List[str] = []
    for text in words:
        word = list(text)
        while len(word) > 1:
            best = 1 << 30
            first, second = "", ""
            for i in range(len(word) - 1):
                rank = ranks.get((word[i], word[i + 1]), 1 << 30)
                if rank < best:
                    best, first, second = rank, word[i], word[i + 1]
            if best == 1 << 30:
                break
            merged: List[str] = []
            i = 0
            while i < len(word):
                if i < len(word) - 1 and word[i] == first and word[i + 1] == second:
                    merged.append(first + second)
                    i += 2
                else:
                    merged.append(word[i])
                    i += 1
            word = merged
        out.extend(word)
    return out


TOKEN = re.compile(r"\w+|[^\w\s]")


def regex_tokens(text: str) -> int:
    count = 0
    for token in TOKEN.findall(text):
        if token.isalpha():
            count += 1
    return count


def sorted_by_key(pairs: List[Tuple[str, float]]) -> List[str]:
    ranked = sorted(pairs, key=lambda pair: (-pair[1], pair[0]))
    return [name for name, _ in ranked[:10]]


@dataclass
class Particle:
    x: float
    y: float
    vx: float
    vy: float


def dataclass_fields(n: int) -> float:
    p = Particle(0.0, 0.0, 1.0, 0.5)
    for _ in range(n):
        p.x += p.vx * 0.01
        p.y += p.vy * 0.01
        if p.x > 1.0:
            p.vx = -p.vx
        if p.y > 1.0:
            p.vy = -p.vy
    return p.x + p.y


def list_of_dataclasses(n: int, steps: int) -> float:
    particles = [Particle(float(i), 0.0, 1.0, float(i) * 0.5) for i in range(n)]
    for _ in range(steps):
        for p in particles:
            p.x += p.vx * 0.01
            p.y += p.vy * 0.01
    return sum(p.x * p.y for p in particles)


class Stack:
    def __init__(self) -> None:
        self.items: List[int] = []
        self.pushes = 0

    def push(self, item: int) -> None:
        self.items.append(item)
        self.pushes += 1

    def pop(self) -> int:
        return self.items.pop()


def method_calls(tokens: List[str]) -> int:
    stack = Stack()
    for token in tokens:
        if token == "+":
            stack.push(stack.pop() + stack.pop())
        elif token == "*":
            stack.push(stack.pop() * stack.pop() % 1000003)
        else:
            stack.push(int(token))
    return stack.pop() + stack.pushes


def fib(n: int) -> int:
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)


def comprehensions(numbers: List[int]) -> int:
    squares = [n * n for n in numbers if n % 2 == 0]
    index = {n: i for i, n in enumerate(squares)}
    return sum([index[n] for n in squares]) + len({n % 7 for n in numbers})


def beam_search(table: List[List[float]], steps: int, width: int) -> List[int]:
    beams: List[Tuple[float, List[int]]] = [(0.0, [0])]
    for _ in range(steps):
        grown: List[Tuple[float, List[int]]] = []
        for score, tokens in beams:
            row = table[tokens[-1]]
            for token in range(len(row)):
                grown.append((score + row[token], tokens + [token]))
        grown.sort(key=lambda beam: beam[0], reverse=True)
        beams = grown[:width]
    return beams[0][1]


def edit_distance(a: str, b: str) -> int:
    previous = list(range(len(b) + 1))
    for i in range(len(a)):
        current = [i + 1]
        for j in range(len(b)):
            cost = 0 if a[i] == b[j] else 1
            current.append(min(previous[j + 1] + 1, current[j] + 1, previous[j] + cost))
        previous = current
    return previous[len(b)]


def small_tensor_loop(x: Tensor, n: int) -> Tensor:
    for _ in range(n):
        x = torch.relu(x * 0.99 + 0.01)
    return x


def small_tensor_pairs(x: Tensor, y: Tensor, n: int) -> Tensor:
    for _ in range(n):
        z = x + y
        w = z * y
        x = w - z
    return x


def tensor_items(x: Tensor) -> float:
    total = 0.0
    for i in range(x.shape[0]):
        value = x[i].item()
        if value > 0:
            total += value
    return total


def boxes_apart(boxes: Tensor, threshold: float) -> List[int]:
    kept: List[int] = []
    for i in range(boxes.shape[0]):
        keep = True
        for j in kept:
            low = torch.max(boxes[i, :2], boxes[j, :2])
            high = torch.min(boxes[i, 2:], boxes[j, 2:])
            side = (high - low).clamp(min=0)
            if float(side[0] * side[1]) > threshold:
                keep = False
        if keep:
            kept.append(i)
    return kept


def exceptions(texts: List[str]) -> int:
    total = 0
    for text in texts:
        try:
            total += int(text)
        except ValueError:
            total -= 1
    return total


def _windows(numbers: List[int], size: int):
    total = 0
    for i, number in enumerate(numbers):
        total += number
        if i >= size:
            total -= numbers[i - size]
        if i >= size - 1:
            yield total


def generators(numbers: List[int]) -> int:
    best = 0
    for total in _windows(numbers, 5):
        if total > best:
            best = total
    return best


def collapse_repeats(ids: List[int], labels: List[str]) -> str:
    out: List[str] = []
    previous = -1
    for i in ids:
        if i != previous and i != 0:
            out.append(labels[i])
        previous = i
    return "".join(out)


def counter_of_words(text: str) -> List[Tuple[str, int]]:
    return Counter(text.lower().split()).most_common(5)


def overlaps(boxes: List[List[float]], others: List[List[float]]) -> List[float]:
    best: List[float] = []
    for a in boxes:
        top = 0.0
        for b in others:
            width = max(0.0, min(a[2], b[2]) - max(a[0], b[0]))
            height = max(0.0, min(a[3], b[3]) - max(a[1], b[1]))
            inter = width * height
            top = max(top, inter / ((a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - inter))
        best.append(top)
    return best


def softmax_of_lists(rows: List[List[float]]) -> List[int]:
    chosen: List[int] = []
    for row in rows:
        largest = max(row)
        powers = [math.exp(x - largest) for x in row]
        total = sum(powers)
        probabilities = [p / total for p in powers]
        best = 0
        for i in range(len(probabilities)):
            if probabilities[i] > probabilities[best]:
                best = i
        chosen.append(best)
    return chosen


def prefix_beam_search(frames: List[List[float]], width: int) -> List[int]:
    beams: Dict[Tuple[int, ...], Tuple[float, float]] = {(): (1.0, 0.0)}
    for frame in frames:
        grown: Dict[Tuple[int, ...], Tuple[float, float]] = {}
        for prefix, (blank, other) in beams.items():
            for symbol, p in enumerate(frame):
                if p < 0.01:
                    continue
                if symbol == 0:
                    b, o = grown.get(prefix, (0.0, 0.0))
                    grown[prefix] = (b + p * (blank + other), o)
                    continue
                longer = prefix + (symbol,)
                b, o = grown.get(longer, (0.0, 0.0))
                if prefix and prefix[-1] == symbol:
                    grown[longer] = (b, o + p * blank)
                    b, o = grown.get(prefix, (0.0, 0.0))
                    grown[prefix] = (b, o + p * other)
                else:
                    grown[longer] = (b, o + p * (blank + other))
        ranked = sorted(grown.items(), key=lambda item: sum(item[1]), reverse=True)
        beams = dict(ranked[:width])
    best = max(beams.items(), key=lambda item: sum(item[1]))
    return list(best[0])


def dict_of_dicts(words: List[str]) -> Dict[str, int]:
    following: Dict[str, Dict[str, int]] = {}
    for first, second in zip(words, words[1:]):
        row = following.setdefault(first, {})
        row[second] = row.get(second, 0) + 1
    return {word: max(row.values()) for word, row in following.items()}


def shortest_paths(edges: List[Tuple[int, int, float]], count: int) -> float:
    graph: Dict[int, List[Tuple[int, float]]] = defaultdict(list)
    for a, b, weight in edges:
        graph[a].append((b, weight))
        graph[b].append((a, weight))
    distances = [math.inf] * count
    distances[0] = 0.0
    queue = [(0.0, 0)]
    while queue:
        distance, node = heapq.heappop(queue)
        if distance > distances[node]:
            continue
        for other, weight in graph[node]:
            through = distance + weight
            if through < distances[other]:
                distances[other] = through
                heapq.heappush(queue, (through, other))
    return sum(distances)


def flood_fill(grid: List[List[int]]) -> int:
    height, width = len(grid), len(grid[0])
    seen = set()
    regions = 0
    for y in range(height):
        for x in range(width):
            if grid[y][x] == 0 or (y, x) in seen:
                continue
            regions += 1
            queue = deque([(y, x)])
            seen.add((y, x))
            while queue:
                cy, cx = queue.popleft()
                for dy, dx in ((0, 1), (1, 0), (0, -1), (-1, 0)):
                    ny, nx = cy + dy, cx + dx
                    if 0 <= ny < height and 0 <= nx < width and grid[ny][nx] == 1 and (ny, nx) not in seen:
                        seen.add((ny, nx))
                        queue.append((ny, nx))
    return regions


class Track:
    def __init__(self, number: int, box: List[float]) -> None:
        self.number = number
        self.box = box
        self.hits = 1
        self.misses = 0

    def distance(self, box: List[float]) -> float:
        return abs(self.box[0] - box[0]) + abs(self.box[1] - box[1])

    def update(self, box: List[float]) -> None:
        self.box = [0.5 * (old + new) for old, new in zip(self.box, box)]
        self.hits += 1
        self.misses = 0


class Tracker:
    def __init__(self, reach: float) -> None:
        self.reach = reach
        self.tracks: List[Track] = []
        self.made = 0

    def step(self, boxes: List[List[float]]) -> List[int]:
        numbers: List[int] = []
        for track in self.tracks:
            track.misses += 1
        for box in boxes:
            best = None
            for track in self.tracks:
                if track.misses > 0 and (best is None or track.distance(box) < best.distance(box)):
                    best = track
            if best is None or best.distance(box) > self.reach:
                best = Track(self.made, box)
                self.made += 1
                self.tracks.append(best)
            else:
                best.update(box)
            numbers.append(best.number)
        self.tracks = [track for track in self.tracks if track.misses < 3]
        return numbers


def tracking(frames: List[List[List[float]]]) -> int:
    tracker = Tracker(3.0)
    total = 0
    for boxes in frames:
        total += sum(tracker.step(boxes))
    return total


def nested_comprehensions(n: int) -> int:
    table = [[(i * j) % 7 for j in range(n)] for i in range(n)]
    columns = [[row[j] for row in table] for j in range(n)]
    flat = [x for column in columns for x in column if x > 2]
    return sum(flat) + len({(i, x) for i, x in enumerate(flat)})


def run_lengths(labels: List[str]) -> str:
    runs: List[Tuple[str, int]] = []
    for label in labels:
        if runs and runs[-1][0] == label:
            runs[-1] = (label, runs[-1][1] + 1)
        else:
            runs.append((label, 1))
    return " ".join(f"{label}*{count}" for label, count in runs)


def entity_spans(tags: List[str], words: List[str]) -> List[Tuple[str, str]]:
    spans: List[Tuple[str, str]] = []
    current: List[str] = []
    kind = ""
    for tag, word in zip(tags, words):
        if tag.startswith("B-"):
            if current:
                spans.append((kind, " ".join(current)))
            current = [word]
            kind = tag[2:]
        elif tag.startswith("I-") and current and tag[2:] == kind:
            current.append(word)
        else:
            if current:
                spans.append((kind, " ".join(current)))
            current = []
    if current:
        spans.append((kind, " ".join(current)))
    return spans


def ranked_detections(boxes: List[List[float]], scores: List[float], names: List[str]) -> List[Dict[str, Any]]:
    found = [
        {"name": names[i % len(names)], "score": round(score, 3), "box": [int(v) for v in box]}
        for i, (box, score) in enumerate(zip(boxes, scores))
        if score > 0.25
    ]
    found.sort(key=lambda d: d["score"], reverse=True)
    return found[:20]


def mandelbrot(n: int) -> int:
    total = 0
    for py in range(n):
        for px in range(n):
            cx = 3.0 * px / n - 2.0
            cy = 2.0 * py / n - 1.0
            x = 0.0
            y = 0.0
            k = 0
            while k < 50 and x * x + y * y <= 4.0:
                x, y = x * x - y * y + cx, 2.0 * x * y + cy
                k += 1
            total += k
    return total


def collatz(n: int) -> int:
    best = 0
    for i in range(1, n):
        steps = 0
        x = i
        while x != 1:
            if x % 2 == 0:
                x = x // 2
            else:
                x = 3 * x + 1
            steps += 1
        if steps > best:
            best = steps
    return best


def bit_counts(n: int) -> int:
    total = 0
    for i in range(n):
        x = i
        while x:
            total += x & 1
            x >>= 1
    return total


class TreeNode:
    def __init__(self, key: int) -> None:
        self.key = key
        self.left: TreeNode | None = None
        self.right: TreeNode | None = None


class SearchTree:
    def __init__(self) -> None:
        self.root: TreeNode | None = None
        self.size = 0

    def insert(self, key: int) -> None:
        if self.root is None:
            self.root = TreeNode(key)
            self.size += 1
            return
        node = self.root
        while True:
            if key < node.key:
                if node.left is None:
                    node.left = TreeNode(key)
                    self.size += 1
                    return
                node = node.left
            elif key > node.key:
                if node.right is None:
                    node.right = TreeNode(key)
                    self.size += 1
                    return
                node = node.right
            else:
                return


def search_tree(keys: List[int]) -> int:
    tree = SearchTree()
    for k in keys:
        tree.insert(k)
    return tree.size


def assignment(cost: List[List[float]]) -> float:
    n = len(cost)
    u = [0.0] * (n + 1)
    v = [0.0] * (n + 1)
    p = [0] * (n + 1)
    way = [0] * (n + 1)
    for i in range(1, n + 1):
        p[0] = i
        j0 = 0
        minv = [float("inf")] * (n + 1)
        used = [False] * (n + 1)
        while True:
            used[j0] = True
            i0 = p[j0]
            delta = float("inf")
            j1 = 0
            for j in range(1, n + 1):
                if not used[j]:
                    cur = cost[i0 - 1][j - 1] - u[i0] - v[j]
                    if cur < minv[j]:
                        minv[j] = cur
                        way[j] = j0
                    if minv[j] < delta:
                        delta = minv[j]
                        j1 = j
            for j in range(n + 1):
                if used[j]:
                    u[p[j]] += delta
                    v[j] -= delta
                else:
                    minv[j] -= delta
            j0 = j1
            if p[j0] == 0:
                break
        while j0 != 0:
            j1 = way[j0]
            p[j0] = p[j1]
            j0 = j1
    return -v[0]


def union_find(edges: List[Tuple[int, int]], n: int) -> int:
    parent = list(range(n))

    def find(x: int) -> int:
        while parent[x] != x:
            parent[x] = parent[parent[x]]
            x = parent[x]
        return x

    count = n
    for a, b in edges:
        ra = find(a)
        rb = find(b)
        if ra != rb:
            parent[ra] = rb
            count -= 1
    return count


def column_means(rows: List[List[float]]) -> List[float]:
    return [sum(col) / len(col) for col in zip(*rows)]


def aligned_table(items: List[Tuple[str, float]]) -> str:
    return "\n".join(f"{name:<10}|{value:8.2f}" for name, value in items)


def inverted_dict(n: int) -> int:
    d = {i: i * i for i in range(n)}
    inverse = {v: k for k, v in d.items()}
    return sum(v for k, v in inverse.items() if k % 2 == 0)


def palindromes(words: List[str]) -> int:
    n = 0
    for w in words:
        if w == w[::-1]:
            n += 1
    return n


def viterbi(obs: List[int], start: List[float], trans: List[List[float]], emit: List[List[float]]) -> List[int]:
    n = len(start)
    score = [start[s] + emit[s][obs[0]] for s in range(n)]
    back: List[List[int]] = []
    for o in obs[1:]:
        new: List[float] = []
        ptr: List[int] = []
        for s in range(n):
            best = -1e30
            arg = 0
            for r in range(n):
                v = score[r] + trans[r][s]
                if v > best:
                    best = v
                    arg = r
            new.append(best + emit[s][o])
            ptr.append(arg)
        score = new
        back.append(ptr)
    last = max(range(n), key=lambda s: score[s])
    path = [last]
    for ptr in reversed(back):
        last = ptr[last]
        path.append(last)
    return path[::-1]


WORDS = "the quick brown fox jumps over the lazy dog while tokenizers segment unbelievable words into pieces".split()
TEXT = " ".join(WORDS[i * 7 % len(WORDS)] for i in range(300))


def make_boxes(count: int) -> Tuple[List[List[float]], List[float]]:
    generator = torch.Generator().manual_seed(0)
    corner = torch.rand(count, 2, generator=generator) * 100
    size = torch.rand(count, 2, generator=generator) * 20 + 5
    return torch.cat([corner, corner + size], 1).tolist(), torch.rand(count, generator=generator).tolist()


def _vocabulary() -> Dict[str, int]:
    pieces = ["[UNK]"]
    for word in WORDS:
        for start in range(len(word)):
            pieces += [("##" if start else "") + word[start:end] for end in range(start + 1, min(start + 4, len(word)))]
    return {piece: index for index, piece in enumerate(dict.fromkeys(pieces))}


def _merges() -> Dict[Tuple[str, str], int]:
    pairs: Dict[Tuple[str, str], None] = {}
    for word in WORDS:
        for middle in range(1, min(len(word), 5)):
            pairs[word[:middle], word[middle : middle + 1]] = None
            pairs[word[middle - 1], word[middle]] = None
    return {pair: rank for rank, pair in enumerate(pairs)}


def make_matrix(n: int) -> List[List[float]]:
    return [[float((i * 7 + j * 3) % 11) - 5.0 for j in range(n)] for i in range(n)]


CASES: list[tuple[Callable[..., Any], Callable[[], tuple[Any, ...]]]] = [
    (integer_loop, lambda: (20000,)),
    (primes, lambda: (2000,)),
    (float_loop, lambda: (20000,)),
    (matrix_of_lists, lambda: (make_matrix(24), make_matrix(24))),
    (nms_on_lists, lambda: (*make_boxes(300), 0.3)),
    (dict_counting, lambda: (TEXT.split() * 10,)),
    (dict_of_lists, lambda: (TEXT.split() * 10,)),
    (sets, lambda: ([i * i % 1009 for i in range(3000)],)),
    (strings_built, lambda: (2000,)),
    (lines_parsed, lambda: ([f"  Key{i} = {i}.5 " if i % 9 else "# note" for i in range(500)],)),
    (wordpiece, lambda: (TEXT, _vocabulary())),
    (byte_pair_merges, lambda: (TEXT.split(), _merges())),
    (regex_tokens, lambda: (TEXT + ", and: so (on)!",)),
    (sorted_by_key, lambda: ([(f"name{i * 37 % 1000}", float(i * 13 % 101)) for i in range(1000)],)),
    (dataclass_fields, lambda: (5000,)),
    (list_of_dataclasses, lambda: (50, 40)),
    (method_calls, lambda: (["3", "4", "+", "5", "*"] + ["2", "+", "7", "*"] * 300,)),
    (fib, lambda: (18,)),
    (comprehensions, lambda: (list(range(3000)),)),
    (beam_search, lambda: (make_matrix(20), 12, 5)),
    (edit_distance, lambda: ("kitten sitting on the mitten" * 2, "sitting kitten in the kitchen" * 2)),
    (small_tensor_loop, lambda: (torch.rand(4), 1000)),
    (small_tensor_pairs, lambda: (torch.rand(4), torch.rand(4), 1000)),
    (tensor_items, lambda: (torch.randn(500),)),
    (boxes_apart, lambda: (torch.tensor(make_boxes(24)[0]) / 100, 0.004)),
    (exceptions, lambda: (["12", "x", "7", "8", "y1"] * 100,)),
    (generators, lambda: ([i * i % 103 for i in range(3000)],)),
    (collapse_repeats, lambda: ([i // 3 % 27 for i in range(3000)], [chr(97 + i) for i in range(27)])),
    (counter_of_words, lambda: (TEXT * 5,)),
    (overlaps, lambda: (make_boxes(60)[0], make_boxes(100)[0])),
    (softmax_of_lists, lambda: (make_matrix(50),)),
    (prefix_beam_search, lambda: ([[abs(x) / 30.0 for x in row[:12]] for row in make_matrix(24)], 8)),
    (dict_of_dicts, lambda: (TEXT.split() * 5,)),
    (shortest_paths, lambda: ([(i, i * 7 % 200, float(i * 13 % 17 + 1)) for i in range(200)] * 3, 200)),
    (flood_fill, lambda: ([[int((x * 7 + y * 5) % 11 > 3) for x in range(40)] for y in range(40)],)),
    (tracking, lambda: ([[[x * 9.0 + t, x * 5.0 - t, 4.0, 4.0] for x in range(8)] for t in range(30)],)),
    (nested_comprehensions, lambda: (50,)),
    (run_lengths, lambda: ([chr(97 + i * i // 50 % 5) for i in range(1000)],)),
    (entity_spans, lambda: (["O", "B-PER", "I-PER", "O", "B-LOC", "I-LOC", "I-LOC"] * 60, WORDS * 27)),
    (ranked_detections, lambda: (*make_boxes(300), WORDS)),
    (mandelbrot, lambda: (30,)),
    (collatz, lambda: (600,)),
    (bit_counts, lambda: (2000,)),
    (search_tree, lambda: ([i * 7919 % 10007 for i in range(400)],)),
    (assignment, lambda: ([[float(i * j * 31 % 97) for j in range(25)] for i in range(25)],)),
    (union_find, lambda: ([(i * 37 % 500, i * i % 499) for i in range(800)], 500)),
    (column_means, lambda: (make_matrix(40),)),
    (aligned_table, lambda: ([(f"name{i}", i * 1.37) for i in range(300)],)),
    (inverted_dict, lambda: (1500,)),
    (palindromes, lambda: (WORDS * 20 + ["abba", "level"] * 50,)),
    (viterbi, lambda: ([i * i % 5 for i in range(40)], [0.1] * 8, make_matrix(8), [row[:5] for row in make_matrix(8)])),
]
