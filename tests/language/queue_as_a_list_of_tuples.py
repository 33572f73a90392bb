def program(edges: dict[int, list[int]], start: int):
    seen = {start}
    queue = [(start, 0)]
    order = []
    while queue:
        node, depth = queue.pop(0)
        order.append((node, depth))
        for other in edges.get(node, []):
            if other not in seen:
                seen.add(other)
                queue.append((other, depth + 1))
    return order


INPUTS = [({0: [1, 2], 1: [3], 2: [3], 3: []}, 0), ({5: []}, 5)]
