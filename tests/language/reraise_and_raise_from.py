def program(n: int):
    log = []
    try:
        try:
            x = 10 // n
        except ZeroDivisionError:
            log.append("inner")
            raise
        finally:
            log.append("fin")
    except ArithmeticError as e:
        log.append(str(e))
    try:
        try:
            d = {"a": 1}
            d["b" if n == 0 else "a"]
        except KeyError as e:
            raise RuntimeError("wrapped") from e
    except RuntimeError as e:
        log.append(str(e))
    return log


INPUTS = [(1,), (0,)]
