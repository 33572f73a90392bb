"""Loops each of whose paths leaves in the first turn."""


def first_even(numbers: list[int]):
    for n in numbers:
        if n % 2 == 0:
            return n
        return -n
    return None


def program(numbers: list[int]):
    out = []
    while len(numbers) > 2:
        out.append("long")
        break
    for n in numbers:
        try:
            if n > 2:
                break
            out.append(10 // n)
            break
        finally:
            out.append("finally")
    return first_even(numbers), out


INPUTS = [([1, 2, 3],), ([4],), ([],), ([3, 1],)]
