from __future__ import annotations


class Node:
    def __init__(self, value):
        self.value = value
        self.next = None
        self.previous = None


def program(values, at):
    head = Node(values[0])
    for value in values[1:]:
        made = Node(value)
        made.next, head = head, made
    here = head
    for _ in range(at):
        here = here.next
    try:
        here.previous.next = Node(0)
    except AttributeError as error:
        return str(error)
    return here.value


INPUTS = [([1, 2, 3], 1), ([1], 0), ([1], 2)]
