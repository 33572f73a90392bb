def numbers(n: int):
    for i in range(n):
        yield i


def program(n: int):
    log = []
    for make in range(4):
        try:
            if make == 0:
                pairs = zip([1, 2, 3], range(n), strict=True)
            elif make == 1:
                pairs = zip(numbers(n), (i * i for i in range(3)), strict=True)
            elif make == 2:
                pairs = zip("abc", [1, 2, 3], numbers(n), strict=True)
            else:
                pairs = zip(range(n), "abc", [4, 5, 6], strict=True)
            for row in pairs:
                log.append(str(row))
        except ValueError as error:
            log.append(str(error))
    return log


INPUTS = [(3,), (2,), (5,), (0,)]
