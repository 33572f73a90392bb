def program(target: float):
    lo, hi = 0, target if target > 1 else 1.0
    steps = 0
    while hi - lo > 1e-9 and steps < 200:
        mid = (lo + hi) / 2
        if mid * mid < target:
            lo = mid
        else:
            hi = mid
        steps += 1
    return round(lo, 6), steps


INPUTS = [(2.0,), (0.25,)]
