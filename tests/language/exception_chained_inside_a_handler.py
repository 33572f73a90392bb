def program(n: int):
    log = []

    def f():
        try:
            log.append(1)
            return 10 // n
        except ZeroDivisionError as e:
            log.append(str(e))
            raise ValueError("second") from e
        finally:
            log.append("done")

    try:
        r = f()
    except ValueError as e:
        r = str(e)
    return r, log


INPUTS = [(2,), (0,)]
