"""A function that calls itself finds what the variables around it hold when it is called, be it two in one at first."""


def program(count: int, a: int, b: int):
    step = start = a
    pair = (a, b)
    seen = []

    def total(k):
        return start if k <= 0 else step + pair[0] * pair[1] + total(k - 1)

    def noted(k):
        if k <= 0:
            return len(seen)
        seen.append(k * step)
        return noted(k - 1) + seen[-1]

    found = [total(count), noted(count)]
    step = b
    found += [total(count), noted(count)]
    step, start, pair = start, step, (b, 1)
    found += [total(count), noted(count)]
    if a < b:
        seen = []
        found.append(noted(count))
    start = step
    return found, total(count), noted(count), seen


INPUTS = [(3, 2, 7), (0, 1, 1), (4, 5, -1)]
