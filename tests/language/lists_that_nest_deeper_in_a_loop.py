def program(numbers: list[int]):
    pairs, nested = None, {}
    for number in numbers:
        pairs = [number, pairs]
        nested = {"held": nested, "number": number}
    unlinked = []
    while pairs is not None:
        number, pairs = pairs
        unlinked.append(number)
    return unlinked, nested


INPUTS = [([1, 2, 3],), ([],)]
