def program(scores: list[list[float]], width: int):
    beams = [([], 0.0)]
    for row in scores:
        candidates = []
        for path, total in beams:
            for token, s in enumerate(row):
                candidates.append((path + [token], total + s))
        candidates = sorted(candidates, key=lambda c: c[1], reverse=True)
        beams = candidates[:width]
    return beams


INPUTS = [([[0.1, 0.9], [0.8, 0.3]], 2), ([[1.0]], 1)]
