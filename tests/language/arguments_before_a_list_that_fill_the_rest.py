def given(*values, **named):
    return values, named


def named_first(first, *rest):
    return first, rest


def log(level, *parts, sep=" "):
    return f"{level}: " + sep.join(map(str, parts))


def program(values: list[int], more: int):
    return (
        given(1, *values, more=more),
        given(more, *values, 5, *values),
        (lambda *all_of_them: all_of_them)(0, more, *values),
        named_first(more, 2, 3, *values),
        named_first(*values, more),
        log("info", "values", more, *values, sep="/"),
    )


INPUTS = [([1, 2], 3), ([], 1), ([7], -1)]
