import sys


class Stop(BaseException):
    pass


def step(n: int):
    if n > 6:
        sys.exit(n)
    if n > 3:
        raise KeyboardInterrupt("k")
    if n > 2:
        raise Stop(n)
    return 6 // n


def program(n: int):
    log = []
    try:
        try:
            log.append(step(n))
        except Exception as error:
            log.append(str(error))
        finally:
            log.append("finally")
    except (SystemExit, KeyboardInterrupt) as error:
        log.append(type(error).__name__ + str(error))
    except BaseException:
        log.append("stop")
    return log


INPUTS = [(n,) for n in (8, 5, 3, 2, 0)]
