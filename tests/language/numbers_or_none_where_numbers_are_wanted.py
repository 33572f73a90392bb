def attempt(function):
    try:
        return function()
    except TypeError as e:
        return str(e)


def program(n: int, text: str):
    value = None if n > 2 else n
    found = [
        attempt(function)
        for function in (
            lambda: hex(value), lambda: bin(value), lambda: oct(value), lambda: bytes(value), lambda: divmod(value, 2),
            lambda: divmod(7, value), lambda: value * text, lambda: text * value, lambda: [n] * value,
            lambda: value + 1, lambda: 1 - value,
        )
    ]  # fmt: skip
    total = value
    for step in (1, 2.5):
        try:
            total += step
            total *= 2
        except TypeError as e:
            found.append(str(e))
        try:
            total **= 2
            total -= 1
        except TypeError as e:
            found.append(str(e))
    nothing = None
    try:
        nothing -= n
    except TypeError as e:
        found.append(str(e))
    try:
        text += n
    except TypeError as e:
        found.append(str(e))
    return found, total


INPUTS = [(1, "ab"), (2, ""), (5, "x")]
