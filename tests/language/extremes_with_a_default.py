def program(scores: list[float], names: list[str]):
    best = max(scores, default=0.5)
    worst = min((s for s in scores if s > 0), default=None)
    longest = max(names, key=len, default="nobody")
    shortest = min(names, key=lambda name: (len(name), name), default="")
    return best, worst, longest, shortest, max([n for n in names if n.startswith("x")], default=-1)


INPUTS = [([0.25, -1.0, 3.5], ["bob", "al", "cy"]), ([], []), ([-2.0], ["x", "xylo"])]
