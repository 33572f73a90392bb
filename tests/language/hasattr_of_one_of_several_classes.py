class Plain:
    def __init__(self, size):
        self.size = size


class Named:
    def __init__(self, name):
        self.name = name


def program(kinds: list[str], number: int):
    found = []
    for one in [Plain(number) if kind == "plain" else Named(kind) for kind in kinds]:
        found.append(
            (hasattr(one, "name"), hasattr(one, "color"), getattr(one, "name", None), getattr(one, "size", -1))
        )
    chosen = Plain(number) if number else None
    return found, hasattr(chosen, "size"), getattr(chosen, "size", "none")


INPUTS = [(["plain", "other"], 1), (["other"], 0), ([], 2)]
