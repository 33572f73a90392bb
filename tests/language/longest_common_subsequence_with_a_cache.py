import functools


def program(a: str, b: str):
    @functools.lru_cache(None)
    def go(i, j):
        if i == len(a) or j == len(b):
            return ""
        if a[i] == b[j]:
            return a[i] + go(i + 1, j + 1)
        x, y = go(i + 1, j), go(i, j + 1)
        return x if len(x) >= len(y) else y

    return go(0, 0)


INPUTS = [("AGGTAB", "GXTXAYB")]
