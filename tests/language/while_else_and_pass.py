def program(n: int):
    i = 0
    while i < n:
        i += 1
        if i == 7:
            break
        if i % 2:
            pass
        else:
            continue
    else:
        return "exhausted", i
    return "broken", i


INPUTS = [(5,), (20,), (0,)]
