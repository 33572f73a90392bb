def program(x):
    items = [x]
    for _ in range(x.size(0)):
        items.append(items)
    return len(items)
