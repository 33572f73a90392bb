def program(lines: list[str]):
    out, errs = {}, []
    for no, line in enumerate(lines, start=1):
        try:
            k, v = line.split("=")
        except ValueError as e:
            errs.append((no, str(e)))
            continue
        out[k] = int(v)
    return out, errs


INPUTS = [(["x=1", "y", "z=3"],)]
