def attempt(template, *args, **named):
    try:
        return template.format(*args, **named)
    except (ValueError, KeyError, IndexError) as e:
        return f"{type(e).__name__}: {e}"


def program(template: str, name: str, score: float, tags: list[str]):
    mapped = ""
    try:
        if "{}" not in template and "{0" not in template and "{1" not in template:
            mapped = ("<" + template + ">").format_map({"name": name, "score": score, "tags": tags, "width": 3})
    except (ValueError, KeyError) as e:
        mapped = str(e)
    return (
        attempt(template, name=name, score=score, tags=tags, width=8), attempt(template, name, score),
        attempt(template), mapped,
    )  # fmt: skip


INPUTS = [
    ("Hello {name}, you scored {score:.1f} {{really}} {tags}", "Ann", 0.75, ["a"]),
    ("{name!r:>{width}}|{score:{width}.2f}|{name:*^10}", "bob", 2.5, []), ("no fields", "x", 1.0, []),
    ("{} {:.3f}", "a", 0.5, []), ("{1:g} {0} {1}", "a", 0.5, []), ("{0} {}", "a", 0.5, []), ("{} {} {}", "a", 0.5, []),
    ("{n}", "a", 0.5, []), ("} {name}", "a", 0.5, []), ("{name", "a", 0.5, []), ("{name:d}", "a", 0.5, []),
    ("{", "a", 0.5, []), ("{name!x}", "a", 0.5, []), ("{tags!s:>8} {score!r}", "a", 1e20, ["q", "r"]),
]  # fmt: skip
