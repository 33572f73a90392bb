"""Sets that are known before the program runs are combined: places that elements left count for the order."""

from typing import List


def program(repeats: List[int]) -> List[str]:
    lines = []
    for step in repeats:
        lines.append("{}".format({10, 3, 31, 7} ^ {1, 10}))
        lines.append(str({q * 8 for q in range(20)}.symmetric_difference([-3, 0])))
        lines.append(str(({8, 16, 24, 1} - {8}) | {32, 40, 9}))
        kept = {10, 3, 31, 7} ^ {1, 10}
        kept.add(step)
        pairs = {(77, -1.5)}
        pairs |= {(5, 2.2), (7, 2.25), (0, -6.125)}
        lines.append(str(list(pairs & pairs)))
        lines.append(str(list((pairs & pairs) | {(5, 3.75)})))
        lines.append(" ".join(str(value) for value in kept))
    return lines


INPUTS = [([2, 15],), ([],)]
