def program(values: list[int]):
    def head(first, *rest, last=0, **named):
        return first, rest, last, named

    t = (1, 2, 3, 4)
    a, *b, c = t
    return head(*t), head(*t, last=values[0], extra=5), a, b, c


INPUTS = [([9],)]
