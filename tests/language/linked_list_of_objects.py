class Node:
    def __init__(self, value, next=None):
        self.value = value
        self.next = next


def program(values: list[int]):
    head = None
    for value in values:
        head = Node(value, head)
    total, out, node = 0, [], head
    while node is not None:
        total += node.value
        out.append(node.value)
        node = node.next
    return total, out, head is None


INPUTS = [([1, 2, 3],), ([],)]
