def program(values: list[int], text: str):
    odd = (v * v for v in values if v % 2)
    first = next(odd, None)
    words = (w for w in text.split())
    second = next(words)
    pairs = ((a, b) for a in values for b in values if a < b)
    third = next(pairs, None)
    return first, list(odd), second + ":" + "-".join(words), third, max(pairs, default=None), 2 in (v for v in values)


INPUTS = [([1, 2, 3, 4, 5], "a b c"), ([2], "x")]
