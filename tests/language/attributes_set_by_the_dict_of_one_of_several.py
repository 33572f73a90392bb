class Node:
    def __init__(self, v):
        self.v, self.w = v, 0


ROOT = Node(1)
POOL = [Node(3), Node(4)]


def program(n: int):
    made = [Node(1), Node(2)]
    chosen = made[n % 2]
    vars(chosen)["v"] = n
    kept = POOL[n % 2]
    kept.__dict__["v"] = n
    kept.__dict__.update(w=n)
    POOL[1] = ROOT
    vars(ROOT)["v"] = n + 5
    return [node.v for node in made], [(node.v, node.w) for node in POOL], ROOT.v


INPUTS = [(0,), (2,), (1,), (3,)]
