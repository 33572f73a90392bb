def program(x: int, flag: bool, given: set[int]):
    s = {(), (3, 1.0)}
    s.add((0, x))
    whole = s | s
    parts = s.union(s, {(0, x)})
    picked = [] if flag else set() | {-3, 5}
    other = [] if flag else {q * 8 for q in range(4)} | {x}
    first = min([] if flag else set() | {-3, 5}, key=lambda q: 3, default=1)
    grown = given | {x}
    grown |= grown
    return (
        list(whole),
        list(parts),
        list(picked),
        list(other),
        first,
        list(given),
        list(grown),
        [q for q in given & given],
    )


INPUTS = [(2, True, {1, 2}), (2, False, {-3, 5}), (8, False, {16, 8, 0, 24}), (-1, False, {5, -3, 13})]
