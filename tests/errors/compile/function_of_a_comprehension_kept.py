def program(count: int):
    functions = [lambda: number for number in range(count)]  # noqa: B023
    return [function() for function in functions]
