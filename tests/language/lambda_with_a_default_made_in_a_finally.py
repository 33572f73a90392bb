"""A lambda that keeps what a finally clause computed, as its default, is called behind the try statement."""


def program(numbers: list[int]):
    keep = None
    try:
        try:
            if numbers:
                raise KeyError("first")
            raise IndexError("none")
        except ArithmeticError:
            return -1
    except LookupError as error:
        found = [str(error)]
    finally:
        count = numbers.count(1)
        keep = lambda step, count=count: count + step  # noqa: E731
    return found, keep(2), keep(2, count=5)


INPUTS = [([1, 2, 1],), ([],)]
