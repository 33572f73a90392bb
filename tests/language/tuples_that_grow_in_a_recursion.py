def program(items: list[int], wanted: int):
    def orders(rest, chosen):
        if not rest:
            return [chosen]
        found = []
        for i in range(len(rest)):
            found += orders(rest[:i] + rest[i + 1 :], chosen + (rest[i],))
        return found

    sums = []
    stack = [((), 0)]
    while stack:
        path, i = stack.pop()
        if sum(path) == wanted:
            sums.append(path)
        if i < len(items):
            stack.append((path, i + 1))
            stack.append((path + (items[i],), i + 1))
    return orders(items, ()), sums


INPUTS = [([1, 2, 3], 3), ([], 0)]
