"""A limit that stands for "none", beyond 64 bits, as tokenizers have it."""

LIMIT = int(1e30)


def program(n: int, texts: list[str]):
    longer = n > LIMIT, n >= LIMIT, LIMIT < n, n == LIMIT, LIMIT == n
    shorter = n < LIMIT, n <= LIMIT, LIMIT > n, n != LIMIT, n > -LIMIT, -LIMIT < n < LIMIT
    if len(texts) > LIMIT:
        texts = texts[:2]
    return longer, shorter, texts, min(n, LIMIT), min(LIMIT, n, 5), max(-LIMIT, n), n in (LIMIT, 3)


INPUTS = [(3, ["a", "b", "c"]), (-7, [])]
