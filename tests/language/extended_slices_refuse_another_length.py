def program(values: list[int], count: int):
    fixed = [1, 2, 3, 4]
    messages = []
    for step in (2, -1, -2):
        try:
            fixed[::step] = [9] * count
        except ValueError as error:
            messages.append(str(error))
    try:
        values[::2] = fixed[:count]
    except ValueError as error:
        messages.append(str(error))
    fixed[::-1] = [1, 2]
    return fixed, values, messages


INPUTS = [([1, 2, 3], 2), ([5], 4), ([], 0)]
