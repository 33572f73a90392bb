from collections import OrderedDict


def program(names: list[str]):
    made = OrderedDict()
    for name in names:
        made[name] = len(name)
    made.move_to_end(names[0])
    made.move_to_end(names[1], last=False)
    first = made.popitem(last=False)
    fixed = OrderedDict([("a", 1), ("b", 2)])
    same = fixed == OrderedDict([("b", 2), ("a", 1)]), fixed == {"b": 2, "a": 1}
    return made, first, fixed, same, list(reversed(fixed)), isinstance(made, dict)


INPUTS = [(["x", "yy", "zzz"],)]
