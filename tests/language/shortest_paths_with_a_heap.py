import heapq


def dijkstra(adj, src):
    dist = {src: 0.0}
    heap = [(0.0, src)]
    while heap:
        d, u = heapq.heappop(heap)
        if d > dist.get(u, float("inf")):
            continue
        for v, w in adj[u]:
            nd = d + w
            if nd < dist.get(v, float("inf")):
                dist[v] = nd
                heapq.heappush(heap, (nd, v))
    return dist


def program(adj: dict[str, list[tuple[str, float]]]):
    return dijkstra(adj, "a")


INPUTS = [({"a": [("b", 1.0), ("c", 4.0)], "b": [("c", 2.0)], "c": []},)]
