def program(xs: list[int]):
    log = []
    total = 0
    for x in xs:
        try:
            if x < 0:
                break
            if x > 50:
                continue
            total += x
        finally:
            log.append(x)
    else:
        log.append(999)
    return total, log


INPUTS = [([1, 2, -1, 4],), ([1, 2],), ([5, 100, 3],)]
