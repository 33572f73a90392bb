"""``super.__str__(self)`` of an exception is ``object``'s: its repr, which doesn't ask for its text again."""


class WarpError(Exception):
    def __str__(self):
        return "in warp: {}".format(super.__str__(self))


class SizeError(Exception):
    def __str__(self):
        return f"<{self!r}>"


def program(size: int):
    if size == 2:
        raise WarpError(f"no size {size}")
    try:
        if size > 2:
            raise SizeError("too large", size)
    except SizeError as error:
        return str(error), repr(error)
    return size


INPUTS = [(1,), (2,), (3,)]
