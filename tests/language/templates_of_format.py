"""str.format, format_map, nested fields, conversions, indices and attributes; % formatting."""


def program(name: str, count: int, ratio: float):
    row = {"name": name, "count": count}
    return (
        "{} has {:>5}|{:<8.3f}|".format(name, count, ratio), "{0}{1}{0}".format(name, count),
        "{name!r:^12}|{count:+,}".format(name=name, count=count), "{:{width}.{digits}f}".format(ratio, width=9, digits=2),
        "{name}: {count:03d}".format_map(row), "{0[1]}-{0[0]}".format((name, count)), "{{}}{}".format(ratio),
        "%s|%5d|%-6.2f|%x|%r|%%|%c" % (name, count, ratio, count, name, 65), "%(n)s=%(c)04d" % {"n": name, "c": count},
        format(count, "08b"), format(ratio, ".2e"), f"{name:*^10}{count!s:>4}{ratio=:.1f}", f"{count:{'>' + str(6)}}",
    )  # fmt: skip


INPUTS = [("bolt", 42, 2.5), ("né'", 1234567, -0.125), ("", 0, 1e10)]
