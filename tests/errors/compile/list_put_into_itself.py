def program(x):
    items = [x]
    items.append(items)
    for i in range(x.size(0)):
        items.append(i)
    return len(items)
