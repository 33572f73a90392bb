"""Still more programs for ``benchmarks.language``: decoding, tokenising and tracking as they stand behind models."""

from __future__ import annotations

import bisect
import heapq
import itertools
import math
from collections import Counter, defaultdict, deque, namedtuple
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Dict, List, Tuple  # noqa: UP035  as in the programs beside these

from .language_programs import TEXT, WORDS, make_boxes, make_matrix

# ruff: noqa: UP006


@dataclass
class Hypothesis:
    tokens: List[int]
    score: float
    done: bool = False

    def extended(self, token: int, logp: float) -> Hypothesis:
        return Hypothesis(self.tokens + [token], self.score + logp, token == 0)

    @property
    def normalised(self) -> float:
        return self.score / len(self.tokens) ** 0.6


def beams_of_objects(table: List[List[float]], steps: int, width: int) -> List[int]:
    beams = [Hypothesis([1], 0.0)]
    for _ in range(steps):
        candidates = []
        for beam in beams:
            if beam.done:
                candidates.append(beam)
                continue
            for token, logp in enumerate(table[beam.tokens[-1]]):
                candidates.append(beam.extended(token, logp))
        beams = sorted(candidates, key=lambda b: b.normalised, reverse=True)[:width]
    return beams[0].tokens


def train_merges(words: List[str], count: int) -> List[str]:
    corpus = {tuple(w) + ("</w>",): n for w, n in Counter(words).items()}
    merges = []
    for _ in range(count):
        pairs = defaultdict(int)
        for symbols, n in corpus.items():
            for i in range(len(symbols) - 1):
                pairs[symbols[i], symbols[i + 1]] += n
        if not pairs:
            break
        best = max(pairs, key=lambda p: (pairs[p], p))
        merges.append("".join(best))
        merged = {}
        for symbols, n in corpus.items():
            out = []
            i = 0
            while i < len(symbols):
                if i < len(symbols) - 1 and (symbols[i], symbols[i + 1]) == best:
                    out.append(symbols[i] + symbols[i + 1])
                    i += 2
                else:
                    out.append(symbols[i])
                    i += 1
            merged[tuple(out)] = n
        corpus = merged
    return merges


def components_of_grid(grid: List[List[int]]) -> List[Dict[str, int]]:
    h, w = len(grid), len(grid[0])
    labels = [[0] * w for _ in range(h)]
    regions = []
    for y in range(h):
        for x in range(w):
            if not grid[y][x] or labels[y][x]:
                continue
            label = len(regions) + 1
            stack = [(y, x)]
            labels[y][x] = label
            area, x1, y1, x2, y2 = 0, x, y, x, y
            while stack:
                cy, cx = stack.pop()
                area += 1
                x1, x2 = min(x1, cx), max(x2, cx)
                y1, y2 = min(y1, cy), max(y2, cy)
                for ny, nx in ((cy - 1, cx), (cy + 1, cx), (cy, cx - 1), (cy, cx + 1)):
                    if 0 <= ny < h and 0 <= nx < w and grid[ny][nx] and not labels[ny][nx]:
                        labels[ny][nx] = label
                        stack.append((ny, nx))
            regions.append({"area": area, "x": x1, "y": y1, "w": x2 - x1 + 1, "h": y2 - y1 + 1})
    return sorted(regions, key=lambda r: r["area"], reverse=True)


def mask_to_rle(mask: List[int]) -> Dict[str, Any]:
    counts = []
    last, run = 0, 0
    for v in mask:
        if v != last:
            counts.append(run)
            run = 0
            last = v
        run += 1
    counts.append(run)
    text = ""
    for c in counts:
        while True:
            chunk = c & 31
            c >>= 5
            if c:
                chunk |= 32
            text += chr(chunk + 48)
            if not c:
                break
    return {"size": len(mask), "counts": text}


def detections_as_json(boxes: List[List[float]], scores: List[float], names: List[str]) -> str:
    def dump(value) -> str:
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'

    rows = []
    for (x1, y1, x2, y2), s, n in zip(boxes, scores, itertools.cycle(names)):
        box = ",".join(str(round(v, 2)) for v in (x1, y1, x2 - x1, y2 - y1))
        rows.append("{" + ",".join([f"{dump('label')}:{dump(n)}", f"{dump('box')}:[{box}]", f'"score":{s:.4f}']) + "}")
    return "[" + ",\n".join(rows) + "]"


def average_precision(scores: List[float], hits: List[int], total: int) -> float:
    order = sorted(range(len(scores)), key=lambda i: -scores[i])
    tp = fp = 0
    precision, recall = [], []
    for i in order:
        if hits[i]:
            tp += 1
        else:
            fp += 1
        precision.append(tp / (tp + fp))
        recall.append(tp / total)
    for i in range(len(precision) - 2, -1, -1):
        precision[i] = max(precision[i], precision[i + 1])
    points = [k / 100 for k in range(101)]
    found = 0.0
    for p in points:
        at = bisect.bisect_left(recall, p)
        found += precision[at] if at < len(precision) else 0.0
    return found / len(points)


class Lru:
    class Link:
        def __init__(self, key, value):
            self.key = key
            self.value = value
            self.before = None
            self.after = None

    def __init__(self, capacity: int):
        self.capacity = capacity
        self.links = {}
        self.head = Lru.Link("", 0)
        self.tail = Lru.Link("", 0)
        self.head.after = self.tail
        self.tail.before = self.head

    def _drop(self, link):
        link.before.after = link.after
        link.after.before = link.before

    def _push(self, link):
        link.before = self.tail.before
        link.after = self.tail
        self.tail.before.after = link
        self.tail.before = link

    def get(self, key: str) -> int:
        link = self.links.get(key)
        if link is None:
            return -1
        self._drop(link)
        self._push(link)
        return link.value

    def put(self, key: str, value: int) -> None:
        if key in self.links:
            self._drop(self.links[key])
        elif len(self.links) >= self.capacity:
            oldest = self.head.after
            self._drop(oldest)
            del self.links[oldest.key]
        link = Lru.Link(key, value)
        self.links[key] = link
        self._push(link)


def linked_lru(keys: List[str]) -> int:
    cache = Lru(16)
    hits = 0
    for i, key in enumerate(keys):
        if cache.get(key) >= 0:
            hits += 1
        else:
            cache.put(key, i)
    return hits


class Kind(Enum):
    WORD = "word"
    NUMBER = "number"
    PUNCTUATION = "punctuation"


Token = namedtuple("Token", ["kind", "text", "start", "end"])


def tokens_with_offsets(text: str) -> List[Tuple[str, str, int, int]]:
    tokens = []
    i = 0
    while i < len(text):
        ch = text[i]
        if ch.isspace():
            i += 1
            continue
        start = i
        if ch.isalpha():
            while i < len(text) and (text[i].isalnum() or text[i] == "'"):
                i += 1
            kind = Kind.WORD
        elif ch.isdigit():
            while i < len(text) and (text[i].isdigit() or text[i] in ".,"):
                i += 1
            kind = Kind.NUMBER
        else:
            i += 1
            kind = Kind.PUNCTUATION
        tokens.append(Token(kind, text[start:i], start, i))
    return [(t.kind.value, t.text.lower(), t.start, t.end) for t in tokens if t.kind is not Kind.PUNCTUATION]


def top_p(logits: List[float], p: float, temperature: float) -> List[Tuple[int, float]]:
    scaled = [x / temperature for x in logits]
    m = max(scaled)
    exps = [math.exp(x - m) for x in scaled]
    total = sum(exps)
    probs = [e / total for e in exps]
    ranked = sorted(enumerate(probs), key=lambda pair: pair[1], reverse=True)
    kept, mass = [], 0.0
    for i, q in ranked:
        kept.append((i, q))
        mass += q
        if mass >= p:
            break
    return [(i, q / mass) for i, q in kept]


def bleu(candidate: List[str], reference: List[str]) -> float:
    logs = 0.0
    for n in range(1, 5):
        a = Counter(tuple(candidate[i : i + n]) for i in range(len(candidate) - n + 1))
        b = Counter(tuple(reference[i : i + n]) for i in range(len(reference) - n + 1))
        overlap = sum(min(c, b[g]) for g, c in a.items())
        logs += math.log((overlap + 1) / (sum(a.values()) + 1))
    short = min(0.0, 1 - len(reference) / len(candidate))
    return math.exp(logs / 4 + short)


def align_words(a: List[str], b: List[str]) -> List[Tuple[str, str]]:
    gap = -1
    score = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in range(1, len(a) + 1):
        score[i][0] = i * gap
    for j in range(1, len(b) + 1):
        score[0][j] = j * gap
    for i in range(1, len(a) + 1):
        for j in range(1, len(b) + 1):
            match = score[i - 1][j - 1] + (1 if a[i - 1] == b[j - 1] else -1)
            score[i][j] = max(match, score[i - 1][j] + gap, score[i][j - 1] + gap)
    i, j = len(a), len(b)
    out = []
    while i > 0 or j > 0:
        if i > 0 and j > 0 and score[i][j] == score[i - 1][j - 1] + (1 if a[i - 1] == b[j - 1] else -1):
            out.append((a[i - 1], b[j - 1]))
            i, j = i - 1, j - 1
        elif i > 0 and score[i][j] == score[i - 1][j] + gap:
            out.append((a[i - 1], "-"))
            i -= 1
        else:
            out.append(("-", b[j - 1]))
            j -= 1
    out.reverse()
    return out


def greedy_ctc(frames: List[List[float]], alphabet: str) -> Tuple[str, List[Tuple[str, int, int]]]:
    best = [max(range(len(f)), key=f.__getitem__) for f in frames]
    text = []
    words = []
    start = 0
    current = ""
    last = -1
    for t, i in enumerate(best):
        if i != last and i != 0:
            ch = alphabet[i - 1]
            text.append(ch)
            if ch == " ":
                if current:
                    words.append((current, start, t))
                current = ""
            else:
                if not current:
                    start = t
                current += ch
        last = i
    if current:
        words.append((current, start, len(best)))
    return "".join(text), words


def smoothed_series(values: List[float], width: int) -> List[float]:
    window = deque(maxlen=width)
    out = []
    ema = None
    for v in values:
        window.append(v)
        mean = sum(window) / len(window)
        ema = mean if ema is None else 0.9 * ema + 0.1 * mean
        out.append(round(ema, 3))
    return out


def confusion(truth: List[str], guesses: List[str]) -> Dict[str, Dict[str, float]]:
    labels = sorted(set(truth) | set(guesses))
    index = {label: i for i, label in enumerate(labels)}
    matrix = [[0 for _ in labels] for _ in labels]
    for t, g in zip(truth, guesses):
        matrix[index[t]][index[g]] += 1
    report = {}
    for label, i in index.items():
        tp = matrix[i][i]
        fp = sum(row[i] for row in matrix) - tp
        fn = sum(matrix[i]) - tp
        precision = tp / (tp + fp) if tp + fp else 0.0
        recall = tp / (tp + fn) if tp + fn else 0.0
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        report[label] = {"precision": precision, "recall": recall, "f1": f1}
    return report


def transpose_and_multiply(a: List[List[float]], b: List[List[float]]) -> List[List[float]]:
    columns = list(zip(*b))
    return [[sum(x * y for x, y in zip(row, column)) for column in columns] for row in a]


@dataclass
class Kalman:
    x: float
    v: float
    p: float = 1.0
    q: float = 0.01
    r: float = 0.1
    history: List[float] = field(default_factory=list)

    def step(self, z: float | None) -> float:
        self.x += self.v
        self.p += self.q
        if z is not None:
            k = self.p / (self.p + self.r)
            residual = z - self.x
            self.x += k * residual
            self.v += 0.5 * k * residual
            self.p *= 1 - k
        self.history.append(self.x)
        return self.x


def kalman_tracks(points: List[float | None], count: int) -> float:
    tracks = [Kalman(0.0, 0.1 * i) for i in range(count)]
    total = 0.0
    for z in points:
        total += sum(t.step(z) for t in tracks)
    return total + len(tracks[0].history)


def snake_and_camel(names: List[str]) -> List[str]:
    out = []
    for name in names:
        snake = "".join("_" + c.lower() if c.isupper() else c for c in name).lstrip("_")
        parts = snake.split("_")
        out.append(parts[0] + "".join(p.capitalize() for p in parts[1:]))
    return out


def bytes_to_symbols(text: str, ranks: Dict[str, int]) -> List[int]:
    out = []
    for word in text.split(" "):
        symbols = [chr(b + 256) if b < 33 else chr(b) for b in word.encode("utf-8")]
        while len(symbols) > 1:
            pairs = [(ranks.get(symbols[i] + symbols[i + 1], 1 << 30), i) for i in range(len(symbols) - 1)]
            rank, at = min(pairs)
            if rank == 1 << 30:
                break
            symbols = symbols[:at] + [symbols[at] + symbols[at + 1]] + symbols[at + 2 :]
        out.extend(ranks.get(s, ord(s[0])) for s in symbols)
    return out


def grouped_batches(lengths: List[int], budget: int) -> List[List[int]]:
    batches = []
    batch: List[int] = []
    longest = 0
    for i in sorted(range(len(lengths)), key=lambda i: lengths[i]):
        longest = max(longest, lengths[i])
        if batch and longest * (len(batch) + 1) > budget:
            batches.append(batch)
            batch, longest = [], lengths[i]
        batch.append(i)
    if batch:
        batches.append(batch)
    return batches


def cosine_neighbours(vectors: List[List[float]], k: int) -> List[List[int]]:
    norms = [math.sqrt(sum(x * x for x in v)) for v in vectors]
    out = []
    for i, v in enumerate(vectors):
        heap: List[Tuple[float, int]] = []
        for j, w in enumerate(vectors):
            if i == j:
                continue
            s = sum(a * b for a, b in zip(v, w)) / (norms[i] * norms[j])
            if len(heap) < k:
                heapq.heappush(heap, (s, j))
            elif s > heap[0][0]:
                heapq.heapreplace(heap, (s, j))
        out.append([j for _, j in sorted(heap, reverse=True)])
    return out


def subtitles(words: List[Tuple[str, float, float]]) -> str:
    def stamp(seconds: float) -> str:
        ms = int(round(seconds * 1000))
        h, ms = divmod(ms, 3600000)
        m, ms = divmod(ms, 60000)
        s, ms = divmod(ms, 1000)
        return f"{h:02d}:{m:02d}:{s:02d},{ms:03d}"

    lines = []
    group: List[Tuple[str, float, float]] = []
    for w in words:
        group.append(w)
        if len(group) == 6 or w[0].endswith("."):
            lines.append(
                f"{len(lines) + 1}\n{stamp(group[0][1])} --> {stamp(group[-1][2])}\n{' '.join(g[0] for g in group)}\n"
            )
            group = []
    return "\n".join(lines)


def symbol_merges():
    ranks = {}
    for w in WORDS:
        for i in range(2, len(w) + 1):
            ranks.setdefault(w[:i], len(ranks))
    return ranks


CASES: list[tuple[Callable[..., Any], Callable[[], tuple[Any, ...]]]] = [
    (beams_of_objects, lambda: (make_matrix(12), 6, 4)),
    (train_merges, lambda: (TEXT.split(), 10)),
    (components_of_grid, lambda: ([[int((x * x + y * 7) % 11 > 4) for x in range(30)] for y in range(20)],)),
    (mask_to_rle, lambda: ([int((i * i // 50) % 3 == 0) for i in range(2000)],)),
    (detections_as_json, lambda: (*make_boxes(50), ["cat", 'the "dog"', "bird"])),
    (average_precision, lambda: ([(i * 37 % 101) / 101 for i in range(300)], [i * 7 % 3 % 2 for i in range(300)], 120)),
    (linked_lru, lambda: ([f"k{i * i % 47}" for i in range(600)],)),
    (tokens_with_offsets, lambda: ("It's 3.14 o'clock, isn't it? " * 20,)),
    (top_p, lambda: ([math.sin(i * 7.0) * 4 for i in range(300)], 0.9, 0.7)),
    (bleu, lambda: (TEXT.split()[:60], TEXT.split()[3:70])),
    (align_words, lambda: (TEXT.split()[:30], TEXT.split()[4:36])),
    (greedy_ctc, lambda: ([[math.sin(t * 3.0 + i * i) for i in range(12)] for t in range(80)], "abcdefghij ")),
    (smoothed_series, lambda: ([math.sin(i / 5) for i in range(300)], 8)),
    (confusion, lambda: ([WORDS[i * 3 % 7] for i in range(300)], [WORDS[i * 5 % 7] for i in range(300)])),
    (transpose_and_multiply, lambda: (make_matrix(14), make_matrix(14))),
    (kalman_tracks, lambda: ([None if i % 7 == 3 else i * 0.1 for i in range(60)], 8)),
    (snake_and_camel, lambda: ([w.capitalize() + "Of" + v.capitalize() for w, v in zip(WORDS, WORDS[1:])] * 3,)),
    (bytes_to_symbols, lambda: (TEXT[:500], symbol_merges())),
    (grouped_batches, lambda: ([i * 37 % 101 + 1 for i in range(300)], 800)),
    (cosine_neighbours, lambda: ([[math.sin(i * j + 1.0) for j in range(8)] for i in range(24)], 4)),
    (subtitles, lambda: ([(w, i * 0.4, i * 0.4 + 0.3) for i, w in enumerate(TEXT.split())],)),
]
