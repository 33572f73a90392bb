def program(numbers: list[int]):
    groups = {}
    for n in numbers:
        key = "even" if n % 2 == 0 else "odd"
        if key not in groups:
            groups[key] = []
        groups[key].append(n)
    return groups


INPUTS = [([1, 2, 3, 4],), ([2],)]
