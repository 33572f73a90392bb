from __future__ import annotations


def assigned_in_the_body(numbers: list[int]):
    last = 0
    seen = -1
    for number in numbers:
        last = number + 1
    else:
        seen = last
    return seen


def the_target_itself(numbers: list[int]):
    number, seen = -5, -1
    for number in numbers:
        if number > 100:
            break
    else:
        seen = number
    return seen


def of_a_while_loop(count: int):
    last, seen = 0, -1
    while count > 0:
        last = count * 10
        count -= 1
    else:
        seen = last
    return seen


def begun_anew(numbers: list[int]):
    rest, total = numbers, 0
    for _ in numbers:
        for number in rest:
            rest = [number, number + 1]
            total += len(rest)
        total += number
    return total


def program(numbers: list[int]):
    return (
        assigned_in_the_body(numbers),
        the_target_itself(numbers),
        of_a_while_loop(len(numbers)),
        begun_anew(numbers),
    )


INPUTS = [([],), ([4, 7],), ([5, 3, 1],), ([5, 300, 1],)]
