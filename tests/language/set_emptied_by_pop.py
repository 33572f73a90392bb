def program(edges: list[tuple[int, int]], count: int):
    """Parts of a graph: what is left to be visited is a set, and which of it comes first doesn't matter."""
    waiting = set(range(count))
    sizes = []
    while waiting:
        group = {waiting.pop()}
        todo = set(group)
        while todo:
            at = todo.pop()
            near = {b for a, b in edges if a == at} | {a for a, b in edges if b == at}
            todo |= near & waiting
            group |= near & waiting
            waiting -= near
        sizes.append(len(group))
    try:
        waiting.pop()
    except KeyError as error:
        return sorted(sizes), str(error)


INPUTS = [([(0, 1), (1, 2), (4, 5)], 6), ([], 0), ([(0, 3)], 4)]
