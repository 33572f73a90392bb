def program(n: int):
    def find(m):
        for i in range(5):
            for j in range(5):
                try:
                    if i * j == m:
                        return i, j
                    if i + j > 7:
                        raise StopIteration
                finally:
                    pass
        return None

    try:
        return find(n)
    except StopIteration:
        return "stopped"


INPUTS = [(2,), (3,), (9,)]
