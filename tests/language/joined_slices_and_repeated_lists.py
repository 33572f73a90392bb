def joined(words: list[str], numbers: tuple[str, ...], low: int, high: int):
    rows = [" ".join(words[i : i + low]) for i in range(0, len(words), high)]
    words[:] = [", ".join(words[low:]), ", ".join(words[:high]), "".join(words[-low:high]), "é".join(words)]
    text = words
    text = "-".join(text[:2])
    one = "/".join(numbers[low - 1 : low])
    return rows, words, text, one, "+".join(numbers[::2]), "|".join(numbers[high:low]), ".".join("abcdef"[low:high])


def of_anything(items: list, low: int):
    try:
        return ",".join(items[low:])
    except TypeError as error:
        return str(error)


def repeated(numbers: list[int], count: int):
    inner = [0]
    rows = [inner] * count
    for row in rows:
        row.append(len(row))
    padded = [numbers + [7] * (count - len(numbers)), [1] * count + [0] * (5 - count), ([None] * count) + [count, 2.5]]
    both = numbers + numbers
    both += [count] * 2
    numbers = numbers * count
    nested = [[0] * count for _ in range(2)]
    nested[0] += [1]
    return rows, padded, both, numbers, nested, [1.5] * count, ["ab"] * -count, [True] * True


def program(words: list[str], mixed: list, low: int, high: int):
    return joined(words, ("1", "22", "333", "4é"), low, high), of_anything(mixed, low), repeated([4, 4], high), words


INPUTS = [
    (["a", "bb", "ccc", "dé", "e" * 40], ["x", "y", 1], 1, 3),
    (["a", "bb"], ["x", "y", "z"], 2, 1),
    ([], [2], 1, 4),
]
