"""A generator expression that stands in a try statement and isn't gone through to its end: no clause of it runs."""


def program(numbers: list[int]):
    found = []
    try:
        for index, number in enumerate(number + 1 for number in numbers):
            found.append(index // (number - 3))
    except ArithmeticError:
        found.append(-1)
    finally:
        found.append(7)
    try:
        pairs = enumerate((number for number in numbers))
        for index, number in pairs:
            found.append(number // index)
    except ZeroDivisionError as error:
        found.append(len(str(error)))
    except:  # noqa: E722
        found.append(-2)
    finally:
        found.append(8)
    return found


INPUTS = [([1, 2, 3],), ([5],), ([],)]
