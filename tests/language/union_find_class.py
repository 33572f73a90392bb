class UnionFind:
    def __init__(self, n):
        self.parent = list(range(n))
        self.rank = [0] * n
        self.count = n

    def find(self, x):
        while self.parent[x] != x:
            self.parent[x] = self.parent[self.parent[x]]
            x = self.parent[x]
        return x

    def union(self, a, b):
        ra, rb = self.find(a), self.find(b)
        if ra == rb:
            return False
        if self.rank[ra] < self.rank[rb]:
            ra, rb = rb, ra
        self.parent[rb] = ra
        self.rank[ra] += self.rank[ra] == self.rank[rb]
        self.count -= 1
        return True


def program(n: int, edges: list[tuple[int, int, int]]):
    uf = UnionFind(n)
    total = 0
    used = []
    for a, b, w in sorted(edges, key=lambda e: e[2]):
        if uf.union(a, b):
            total += w
            used.append((a, b))
    return total, used, uf.count


INPUTS = [(5, [(0, 1, 4), (1, 2, 1), (0, 2, 2), (3, 4, 7)])]
