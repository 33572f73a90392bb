def program(n: int):
    out = []
    for i in range(4):
        try:
            if i == 0:
                raise ValueError
            if i == 1:
                raise KeyError("k")
            if i == 2:
                [][n]
            int("x")
        except (KeyError, IndexError) as e:
            out.append(("lookup", type(e).__name__, str(e)))
        except Exception as e:
            out.append(("other", type(e).__name__, str(e)))
        else:
            out.append(("none", "", ""))
        finally:
            out.append(("fin", str(i), ""))
    return out


INPUTS = [(3,), (0,)]
