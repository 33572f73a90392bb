def chain2(*its):
    for it in its:
        yield from it


class Tree:
    def __init__(self, items):
        self.items = items

    def __iter__(self):
        for i in self.items:
            yield i
            yield -i


def program(xs: list[int]):
    out = []
    for i, v in enumerate(chain2(xs, [7], Tree(xs))):
        out.append((i, v))
    first = next((x for x in xs if x > 1), None)
    (*rest,) = (x + 1 for x in xs)
    return out, first, rest, set(Tree(xs)), dict((x, x) for x in xs)


INPUTS = [([1, 2, 3],), ([],)]
