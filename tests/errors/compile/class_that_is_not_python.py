import array


def program(n: int):
    return array.array("i", [n]).tolist()
