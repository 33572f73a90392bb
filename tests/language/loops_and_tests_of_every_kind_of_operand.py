from typing import Optional, Union


def program(
    numbers: list[float], items: list[Union[int, str]], counts: dict[Union[int, str], int], pairs: list[tuple[int, str]]
):
    out: list[Union[int, float, str]] = []
    for x in numbers:  # shrinks as it goes
        if len(numbers) > 4:
            numbers.pop()
        out.append(x + 1)
    for item in items:
        if item == 2 or item != "b":
            out.append(item)
        if item in counts:
            counts[item] += 1
        elif item in ("a", 1):
            counts[item] = 1
        if item in {1, "b"} and item not in [3]:
            out.append("set")
    last: Optional[int] = None
    for i, pair in enumerate(pairs):
        number, text = pair
        pair = (pair[0] + i, text)
        if last is None or pair[0] != last:
            last = number
        out.append(f"{pair[0]}{text}{last is None}")
        i += 1
        out.append(i)
    for row in ((1, 2.5), (3, 4.5)):
        out.append(row[1])
    total = 0
    for i in range(len(pairs)):
        for j in range(i, -3, -1):
            if j in (0, i):
                continue
            total += i * j
        i = total
        if total < -10:
            break
        out.append(i)
    first, second = (second, first) = pairs[0]
    return out, counts, total, first, second, numbers


INPUTS = [
    ([1.5, 2.5, 3.5, 4.5, 5.5, 6.5], [1, "a", 2, "b", 1, "a"], {2: 5, "z": 0}, [(4, "p"), (4, "q"), (2, "p")]),
    ([], [], {}, [(0, "")]),
    ([0.0], [3, "b", 3], {"b": 1, 3: 7}, []),
]
