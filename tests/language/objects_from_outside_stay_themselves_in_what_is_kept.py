import copy


class Node:
    def __init__(self, v, after=None):
        self.v, self.after, self.items = v, after, [v]


ROOT = Node(1)
OTHER = Node(2)
POOL = [Node(3), Node(4, ROOT)]
LINKED = [Node(3)]


def program(n: int):
    POOL[n % 2] = ROOT
    POOL.append(ROOT) if len(POOL) < 4 else POOL.pop()
    found = ROOT in POOL, POOL.index(ROOT), POOL.count(ROOT), POOL[0] is ROOT, POOL[-1] is POOL[-2], POOL[1] == ROOT
    largest = max(POOL, key=lambda node: node.v * (n - 1))
    LINKED[0].after = copy.copy(OTHER)
    for _ in range(n):
        OTHER.v += 1
    return found, POOL.index(largest), largest is POOL[0], LINKED[0].after.v, OTHER.v


INPUTS = [(0,), (2,), (1,), (3,)]
