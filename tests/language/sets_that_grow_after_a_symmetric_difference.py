def program(values: list[int]):
    known = {3}.symmetric_difference({3, 5, 7})
    known |= known.copy()
    known |= set(values)
    emptied = set(range(9))
    emptied = emptied ^ emptied
    emptied.update(range(5))
    return list(known), list(emptied), emptied.pop()


INPUTS = [([40],), ([8, 16, 24],), ([],)]
