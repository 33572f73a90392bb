def retrying(attempts):
    failed = 0
    while failed < attempts:
        try:
            yield failed
        except ValueError:
            failed += 1
    raise KeyError("given up")


def program(attempts: int):
    work = retrying(attempts)
    seen = [next(work), next(work)]
    try:
        for _ in range(5):
            seen.append(work.throw(ValueError("no")))
    except KeyError as error:
        return seen, str(error), next(work, "over")
    return seen, "", next(work, "over")


INPUTS = [(3,), (9,)]
