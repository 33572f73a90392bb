def program(values: list[int], text: str):
    count = 0
    while count < len(values):
        count += 1
        if values[count - 1] > 2:
            last = text * count
            if len(last) > 6:
                half = last[:3]
    return last if count else "none", half if len(text) * count > 6 else ""


INPUTS = [([1, 3], "ab"), ([], "x"), ([1], "y"), ([5, 0, 9], "wxyz"), ([0, 1], "long text")]
