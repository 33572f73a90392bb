def program(values: list[int]):
    known = {3}.symmetric_difference({3, 5, 7})
    known |= known.copy()
    known |= set(values)
    return list(known)


INPUTS = [([40],), ([8, 16, 24],), ([],)]
