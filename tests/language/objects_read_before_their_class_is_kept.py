class Node:
    def __init__(self, v, after=None):
        self.v, self.after = v, after

    def grown(self):
        return self


ROOT = Node(1)
POOL = [Node(3), Node(4, ROOT)]


def program(n: int):
    global ROOT
    root, first = ROOT, POOL[0]
    POOL.append(root) if len(POOL) < 4 else POOL.pop()
    root.grown().after = first
    POOL[n % 2] = max(POOL, key=lambda node: node.v)
    first.v = len(POOL)
    ROOT = first
    return [node.v for node in POOL], ROOT.v, root.after is first


INPUTS = [(0,), (2,), (1,), (3,)]
