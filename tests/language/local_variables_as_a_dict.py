"""``locals()`` is a new dict of the variables that have a value."""


def program(scale: float, names: list):
    first = names[0]
    text = "{first}: {scale:.1f}".format(**locals())
    held = locals()
    held["scale"] = 0.0
    return text, list(held), scale


INPUTS = [(2.0, ["a", "b"])]
