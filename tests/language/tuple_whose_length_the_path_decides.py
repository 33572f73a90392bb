def attend(x: int, want: bool | None):
    return (x * 2, x) if want else (x * 3,)


def program(x: int, want: bool | None, more: tuple[int, ...] | None):
    out = attend(x, want)
    rest = (out[0] + 1,) + out[1:]
    if x > 2:
        out = None
    elif x == 2:
        out = ()
    kind = "none"
    if out is not None:
        kind = f"{len(out)} {out} {sum(out)} {[part + 1 for part in out]}"
    match out:
        case ():
            kind += " empty"
        case (first,):
            kind += f" one {first}"
        case (first, second):
            kind += f" two {first} {second}"
    try:
        a, b = rest
        kind += f" {a} {b}"
    except ValueError as error:
        kind += " " + str(error)
    return rest, out, kind, out == (6,), rest == (7, 3), hash(rest) == hash((7,))


INPUTS = [(1, None, None), (1, True, None), (2, True, None), (2, False, None), (3, True, None), (3, False, None)]
