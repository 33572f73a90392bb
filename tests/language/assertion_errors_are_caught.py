def program(n: int):
    out = []
    try:
        assert n > 0, f"bad {n}"
        out.append("ok")
    except AssertionError as e:
        out.append(str(e))
    try:
        assert n > 100
    except AssertionError as e:
        out.append(repr(e))
    return out


INPUTS = [(3,), (-1,)]
