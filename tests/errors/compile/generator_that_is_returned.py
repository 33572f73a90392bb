def ascending(n):
    for i in range(n):
        yield i * i


def program(n: int):
    return [ascending(n), ascending(2 * n)]
