def program(xs: list[int], text: str, step: int, f: float):
    known = [1, 2, 3]
    errors = []
    for which in range(7):
        try:
            if which == 0:
                errors.append(known[::0])
            elif which == 1:
                errors.append(xs[::step])
            elif which == 2:
                errors.append(text[::step])
            elif which == 3:
                errors.append((1, 2)[::0])
            elif which == 4:
                errors.append(known["a":])
            elif which == 5:
                del known[::0]
            else:
                known[::0] = xs
        except (ValueError, TypeError) as error:
            errors.append(f"{type(error).__name__} {error}")
    return errors


INPUTS = [([1, 2], "abc", 0, 1.0), ([1, 2], "abc", 2, 1.0)]
