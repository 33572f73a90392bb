def program(n: int):
    log = []

    def work(k):
        with tag(log, "x") as t:
            for i in range(k):
                if i == 2:
                    return t + str(i)
        return "end"

    a = work(n)
    return (a, log)


INPUTS = [(5,), (0,)]
