"""More programs for ``benchmarks.language``: texts that are read, taken apart, compared and put together."""

from __future__ import annotations

import csv
import io
import itertools
import json
import string
from collections import Counter, defaultdict
from collections.abc import Callable
from typing import Any, Dict, List, Tuple  # noqa: UP035  as in the programs beside these

from .language_programs import TEXT, WORDS

# ruff: noqa: UP006


def csv_rows(text: str) -> Dict[str, float]:
    reader = csv.DictReader(io.StringIO(text))
    out = defaultdict(float)
    for row in reader:
        out[row["name"]] += float(row["price"]) * int(row["count"])
    return dict(out)


def ini_parse(text: str) -> Dict[str, Dict[str, str]]:
    out: Dict[str, Dict[str, str]] = {}
    section = ""
    for raw in text.splitlines():
        line = raw.split(";")[0].strip()
        if not line:
            continue
        if line.startswith("[") and line.endswith("]"):
            section = line[1:-1]
            out[section] = {}
        else:
            key, _, value = line.partition("=")
            out[section][key.strip()] = value.strip()
    return out


def json_lines(text: str) -> float:
    total = 0.0
    for line in text.splitlines():
        rec = json.loads(line)
        if rec["kind"] == "sale":
            total += rec["price"] * rec["count"]
    return total


def ngram_counts(words: List[str], n: int) -> int:
    counts = Counter(tuple(words[i : i + n]) for i in range(len(words) - n + 1))
    return counts.most_common(1)[0][1]


def chunks_joined(words: List[str], size: int) -> List[str]:
    return [" ".join(words[i : i + size]) for i in range(0, len(words), size)]


def run_length_groupby(text: str) -> str:
    return "".join(f"{k}{len(list(g))}" for k, g in itertools.groupby(text))


def word_wrap(text: str, width: int) -> List[str]:
    lines = []
    line = ""
    for w in text.split():
        if len(line) + len(w) + 1 > width:
            lines.append(line)
            line = w
        else:
            line = line + " " + w if line else w
    lines.append(line)
    return lines


def tokenizer_parser(src: str) -> int:
    pos = 0
    toks = []
    while pos < len(src):
        c = src[pos]
        if c.isspace():
            pos += 1
        elif c.isdigit():
            start = pos
            while pos < len(src) and src[pos].isdigit():
                pos += 1
            toks.append(("num", src[start:pos]))
        else:
            toks.append(("op", c))
            pos += 1
    i = 0

    def expr():
        nonlocal i
        v = term()
        while i < len(toks) and toks[i][1] in "+-":
            op = toks[i][1]
            i += 1
            r = term()
            v = v + r if op == "+" else v - r
        return v

    def term():
        nonlocal i
        v = atom()
        while i < len(toks) and toks[i][1] == "*":
            i += 1
            v *= atom()
        return v

    def atom():
        nonlocal i
        kind, t = toks[i]
        i += 1
        if kind == "num":
            return int(t)
        v = expr()
        i += 1
        return v

    return expr()


def wer(refs: List[str], hyps: List[str]) -> float:
    errs = 0
    total = 0
    for r, h in zip(refs, hyps):
        a, b = r.split(), h.split()
        d = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
        for i in range(len(a) + 1):
            d[i][0] = i
        for j in range(len(b) + 1):
            d[0][j] = j
        for i in range(1, len(a) + 1):
            for j in range(1, len(b) + 1):
                if a[i - 1] == b[j - 1]:
                    d[i][j] = d[i - 1][j - 1]
                else:
                    d[i][j] = 1 + min(d[i - 1][j], d[i][j - 1], d[i - 1][j - 1])
        errs += d[-1][-1]
        total += len(a)
    return errs / total


def viterbi_segment(text: str, probs: Dict[str, float]) -> List[str]:
    n = len(text)
    best = [0.0] + [-1e9] * n
    back = [0] * (n + 1)
    for i in range(1, n + 1):
        for j in range(max(0, i - 8), i):
            p = probs.get(text[j:i])
            if p is not None and best[j] + p > best[i]:
                best[i] = best[j] + p
                back[i] = j
    out = []
    i = n
    while i > 0:
        out.append(text[back[i] : i])
        i = back[i]
    return out[::-1]


def translate_text(text: str) -> str:
    t = str.maketrans("abc", "xyz", "d")
    return text.translate(t)


def markdown_headings(text: str) -> List[Tuple[int, str]]:
    out = []
    for line in text.split("\n"):
        s = line.lstrip("#")
        level = len(line) - len(s)
        if level and s.startswith(" "):
            out.append((level, s.strip()))
    return out


ROWS = "name,price,count\n" + "\n".join(f"item{i % 20},{i * 0.25},{i % 7}" for i in range(150))
INI = "\n".join(f"[s{i}]\na = {i}\nb = text {i} ; note\n\nc=3" for i in range(40))
JSONL = "\n".join(
    f'{{"kind": "{"sale" if i % 3 else "refund"}", "price": {i * 0.5}, "count": {i % 9}}}' for i in range(100)
)

CASES: list[tuple[Callable[..., Any], Callable[[], tuple[Any, ...]]]] = [
    (csv_rows, lambda: (ROWS,)),
    (ini_parse, lambda: (INI,)),
    (json_lines, lambda: (JSONL,)),
    (
        ngram_counts,
        lambda: (
            TEXT.split(),
            3,
        ),
    ),
    (
        chunks_joined,
        lambda: (
            TEXT.split() * 3,
            7,
        ),
    ),
    (run_length_groupby, lambda: ("aaabbbccccddddeeaaabb" * 20,)),
    (
        word_wrap,
        lambda: (
            TEXT * 2,
            60,
        ),
    ),
    (tokenizer_parser, lambda: ("(1 + 23) * 4 - (5 * 6 + 7) * " * 10 + "2",)),
    (
        wer,
        lambda: (
            ["the quick brown fox jumps over it"] * 10,
            ["the quack brown fox jumped over"] * 10,
        ),
    ),
    (
        viterbi_segment,
        lambda: (
            "thequickbrownfoxjumpsoverthelazydog" * 3,
            {w: -float(len(w)) / 3 for w in WORDS} | dict.fromkeys(string.ascii_lowercase, -9.0),
        ),
    ),
    (translate_text, lambda: (TEXT,)),
    (markdown_headings, lambda: ("# A\ntext\n## B b\nmore text here\n### C\n" * 40,)),
]
