"""A table of texts and numbers: widths found, columns justified, lines joined."""


def program(rows: list[tuple[str, float]]):
    width = max([len(name) for name, _ in rows], default=4)
    lines = [f"{name.title():<{width}} | {value:>10,.2f}" for name, value in rows]
    ruler = "-" * width + "-+-" + "".rjust(10, "-")
    total = "total".center(width, ".") + " | " + str(round(sum([value for _, value in rows]), 2)).zfill(10)
    return "\n".join([ruler, *lines, ruler, total])


INPUTS = [([("ann lee", 1234.5), ("bo", -2.25)],), ([("é", 0.0)],)]
