def program(xs: list[int]):
    for x in filter(lambda q: q, [7]):
        break
    else:
        return missing
    for y in filter(lambda q: q > 2, xs):
        if y > 4:
            break
    else:
        y = -1
    for z in (q for q in xs if q):
        for w in map(str, xs):
            if w == "5":
                break
        else:
            continue
        break
    else:
        z = -2
    return x, y, z


INPUTS = [([1, 5, 3],), ([1, 2],), ([],), ([3, 4],)]
