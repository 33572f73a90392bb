def program(g: dict[int, list[int]], s: int):
    seen = set()
    order = []
    count = 0

    def dfs(v):
        nonlocal count
        if v in seen:
            return
        seen.add(v)
        count += 1
        for w in g[v]:
            dfs(w)
        order.append(v)

    dfs(s)
    return (order, count, sorted(seen))


INPUTS = [({0: [1, 2], 1: [3], 2: [3], 3: []}, 0), ({0: []}, 0)]
