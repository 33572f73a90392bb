import heapq


def program(edges: list[tuple[float, str]]):
    heap = []
    for i, (weight, name) in enumerate(edges):
        heapq.heappush(heap, (weight, (name, i), [i, -i]))
    first = heapq.heappushpop(heap, (0.5, ("m", 9), [9]))
    second = heapq.heapreplace(heap, (2.5, ("a", 1), [0]))
    order = [heapq.heappop(heap) for _ in range(len(heap))]
    heapq.heapify(order)
    return first, second, order


INPUTS = [([(2.0, "b"), (2.0, "a"), (1.5, "z"), (9.0, "q"), (1.5, "y")],), ([(1.0, "a")],)]
