def flatten(x):
    out = []
    for v in x:
        if isinstance(v, list):
            out.extend(flatten(v))
        else:
            out.append(v)
    return out


def program(x: list):
    return flatten(x)


INPUTS = [([1, [2, [3, 4]], 5],), ([1],)]
