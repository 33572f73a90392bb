import itertools


def runs(numbers):
    def run(start, stop):
        for i in range(start, stop):
            yield numbers[i]

    start = 0
    for stop in range(1, len(numbers) + 1):
        if stop == len(numbers) or numbers[stop] != numbers[start]:
            yield numbers[start], run(start, stop)
            start = stop


def read_behind(numbers: list[int]):
    key, group = None, None
    for key, group in runs(numbers):
        sum(group)
    return key, group is None


def read_by_the_generator(numbers: list[int]):
    seen = 0
    told = []

    def counted():
        for number in numbers:
            told.append(seen)  # what the loop below has left in it
            yield number, (number + i for i in range(2))

    for seen, parts in counted():
        told.extend(parts)
    return told


def read_by_a_function(numbers: list[int]):
    def current():
        return key

    out = []
    key = -1
    for key, group in runs(numbers):
        out.append((current(), sum(group)))
    return out, current()


def read_by_what_the_generator_calls(numbers: list[int]):
    def each(function):
        for number in numbers:
            yield number + function(), (function() + i for i in range(2))

    out = []
    key = 7
    for key, parts in each(lambda: key):
        out.append((key, list(parts)))
    return out


def read_once_more(numbers: list[int]):
    out = []
    last = -1
    for round in range(2):
        for key, group in runs(numbers):
            out.append((round, last, list(group)))
            last = key
        out.append((key, last))
    return out


def left_early(numbers: list[int]):
    for key, group in runs(numbers):
        size = len(list(group))
        if size > 1:
            break
    else:
        size = -size
    return key, size


def within_each_other(numbers: list[int]):
    return [
        (a, b, list(first), sum(1 for _ in second))
        for a, first in runs(numbers)
        for b, second in runs(numbers[1:])
        if a <= b
    ]


def half_taken(numbers: list[int]):
    out = []
    for key, group in itertools.groupby(numbers):
        for number in group:
            out.append(number)
            if number % 2:
                break
    return out, [(key, len(list(group))) for key, group in itertools.groupby(numbers)]


def program(numbers: list[int], text: str):
    return (
        read_behind(numbers), read_by_the_generator(numbers), read_by_a_function(numbers), read_by_what_the_generator_calls(numbers),
        read_once_more(numbers),
        left_early(numbers), within_each_other(numbers), half_taken(numbers),
        "".join(f"{letter}{len(list(group))}" for letter, group in itertools.groupby(text)),
        {letter: "".join(group) for letter, group in itertools.groupby(text)},
        [[(place, number) for number in group] for place, (_, group) in enumerate(itertools.groupby(numbers))],
    )  # fmt: skip


INPUTS = [([1, 1, 2, 3, 3, 3, 1], "aabccca"), ([4], "x"), ([2, 2], "")]
