def gen_with_try(xs, log):
    try:
        for x in xs:
            try:
                yield x
            except ValueError:
                log.append("never")
    finally:
        log.append("closed")


def program(xs: list[int]):
    log = []
    try:
        for x in gen_with_try(xs, log):
            if x < 0:
                raise ValueError("neg")
            if x == 0:
                break
            log.append(str(x))
    except ValueError as e:
        log.append(str(e))
    return log


INPUTS = [([1, 2, 3],), ([1, -2, 3],), ([1, 0],)]
