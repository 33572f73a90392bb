def program(xs: list[int]):
    known = [1, 2, 3]
    backwards = reversed(known)
    known[0] = 9
    seen = [next(backwards)]
    known.pop()
    known.pop()
    seen += list(backwards)
    odd = []
    for x in reversed(xs):
        odd.append(x)
        if x % 2:
            xs.pop()
    doubled = (x * 2 for x in reversed(xs))
    xs[:1] = []
    try:
        reversed({1, 2})
    except TypeError as error:
        text = str(error)
    return seen, known, odd, list(doubled), xs, text


INPUTS = [([1, 2, 3, 4],), ([5, 3, 1],), ([],), ([2, 4, 6],)]
