def program(value: float, width: int, digits: int):
    lined_up = "{:>{}.{}f}|{}".format(value, width, digits, "end")
    numbered = "{0:{1}.{2}f}|{1}".format(value, width, digits)
    named = "{v:<{w}}|{}".format(digits, v=value, w=width)
    values = [value, width, digits]
    return lined_up, numbered, named, "{:{}.{}f}".format(*values)


INPUTS = [(3.14159, 9, 2), (-2.5, 4, 0), (100.0, 1, 4)]
