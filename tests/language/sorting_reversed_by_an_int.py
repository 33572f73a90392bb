from __future__ import annotations


def program(n: int, backwards: int):
    numbers = [i * 7 % 5 for i in range(n)]
    forwards = sorted(numbers, reverse=n - n)
    by_key = sorted(numbers, key=lambda x: -x, reverse=1)
    numbers.sort(reverse=backwards)
    return numbers, forwards, by_key


INPUTS = [(7, 1), (7, 0), (3, -2)]
