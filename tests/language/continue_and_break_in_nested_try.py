def program(n: int):
    res = []
    for i in range(3):
        for j in range(3):
            try:
                try:
                    if j == n:
                        continue
                    if i == 2:
                        break
                    v = 6 // (j - 1)
                except ZeroDivisionError:
                    res.append("zero")
                    continue
                finally:
                    res.append(i * 10 + j)
                res.append(v)
            finally:
                res.append("f")
    return res


INPUTS = [(2,), (0,)]
