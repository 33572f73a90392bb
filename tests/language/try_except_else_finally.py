def program(items: list[int], index: int):
    log = []
    try:
        v = items[index]
    except IndexError as error:
        v = -1
        log.append(str(error))
    finally:
        log.append("done")
    return v, log


INPUTS = [([1, 2], 1), ([1, 2], 5)]
