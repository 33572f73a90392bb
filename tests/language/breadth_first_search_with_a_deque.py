from collections import deque


def bfs(graph, start):
    dist = {start: 0}
    queue = deque([start])
    while queue:
        node = queue.popleft()
        for nb in graph.get(node, []):
            if nb not in dist:
                dist[nb] = dist[node] + 1
                queue.append(nb)
    return dist


def program(g: dict[int, list[int]]):
    return bfs(g, 0)


INPUTS = [({0: [1, 2], 1: [3], 2: [3], 3: []},)]
