"""Conditions put together, flags set on the way to a test, and loops left by them."""


def program(numbers: list[int], low: int, high: int):
    found = False
    inside = []
    for n in numbers:
        ok = low <= n and n < high or n == -1
        if not ok:
            continue
        inside.append(n)
        if n % 2 == 0 and (n > low or not found):
            found = True
        if found and len(inside) > 3:
            break
    else:
        inside.append(1000)
    done = not found or not inside
    state = "none"
    while not done:
        state = "some" if found else "odd"
        done = True
    both = found and done
    either = found or done
    return inside, found, done, state, both, either, (found and inside) or "empty"


INPUTS = [([1, 2, 3, 4, 5, 6, 7], 1, 6), ([9, -1, 10], 0, 5), ([], 0, 1), ([2], 2, 3), ([3, 5], 0, 9)]
