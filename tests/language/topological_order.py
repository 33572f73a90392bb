from collections import deque


def program(words: list[str]):
    adj = {c: set() for w in words for c in w}
    for a, b in zip(words, words[1:]):
        for x, y in zip(a, b):
            if x != y:
                adj[x].add(y)
                break
    indeg = {c: 0 for c in adj}
    for outs in adj.values():
        for y in outs:
            indeg[y] += 1
    q = deque(sorted(c for c in indeg if indeg[c] == 0))
    out = []
    while q:
        c = q.popleft()
        out.append(c)
        for y in sorted(adj[c]):
            indeg[y] -= 1
            if indeg[y] == 0:
                q.append(y)
    return "".join(out) if len(out) == len(adj) else ""


INPUTS = [(["wrt", "wrf", "er", "ett", "rftt"],)]
