"""Constants of more than 64 bits: compared, looked for, and refused by OverflowError only where one is computed with."""

SIZES = {
    "thousand": 10**3, "million": 10**6, "trillion": 10**12, "sextillion": 10**21, "decillion": 10**33,
    "googol": 10**100,
}  # fmt: skip
LIMIT = 1 << 64


def spelled(n: int):
    for name, size in sorted(SIZES.items(), key=lambda pair: -pair[1]):
        if n >= size:
            return f"{n // size} {name}"
    return str(n)


def program(n: int, words: list[str], x: float):
    total = 0
    unknown = []
    for word in words:
        if word not in SIZES:
            unknown.append(word)
            continue
        total += n * SIZES[word]
    compared = n < LIMIT, n == LIMIT, LIMIT > n, -LIMIT < n, n != 10**30, bool(n) <= LIMIT, max(n, 5) < LIMIT
    return spelled(n), total, unknown, compared, x * 10**21, x < 10**30 * 1.0, [k for k, v in SIZES.items() if v > n]


INPUTS = [(12_000, ["thousand", "dozen"], 1.5), (7, [], 1e40), (3 * 10**12, ["million"], -0.25), (0, ["trillion"], 0.0)]
