def program(xs: list[int], i: int):
    stage = "start"
    n = 0
    try:
        stage = "index"
        v = xs[i]
        n += v
        stage = "divide"
        q = 10 // v
        n += q
        stage = "done"
    except IndexError as e:
        return stage, n, str(e)
    except ZeroDivisionError:
        n = -1
    else:
        n += 100
    return stage, n


INPUTS = [([1, 2, 3], 1), ([1, 2], 5), ([0], 0)]
