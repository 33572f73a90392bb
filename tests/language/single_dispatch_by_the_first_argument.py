from functools import singledispatch


@singledispatch
def describe(value):
    return "something"


@describe.register
def _(value: int):
    return f"int {value}"


@describe.register(str)
def _(value):
    return "text " + value


@describe.register(list)
def _(value):
    return "[" + ", ".join([describe(one) for one in value]) + "]"


def program(n: int, text: str):
    return describe(n), describe(text), describe([n, text]), describe(2.5), describe(n if n > 0 else text)


INPUTS = [(3, "a"), (-3, "a")]
