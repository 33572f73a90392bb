def program(text: str):
    pairs = {}
    for a, b in zip(text, text[1:]):
        pairs[(a, b)] = pairs.get((a, b), 0) + 1
    best = None
    for pair, count in pairs.items():
        if best is None or count > pairs[best]:
            best = pair
    return best, pairs


INPUTS = [("abababc",), ("a",)]
