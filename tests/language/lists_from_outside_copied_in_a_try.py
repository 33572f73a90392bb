class Log:
    def __init__(self):
        self.rows = [[1, 2], [3]]
        self.marks = [0, 0, 0]


LOG = Log()


def program(n: int):
    row, marks = LOG.rows[0], LOG.marks
    try:
        marks[n] = 1
        row = list(row)
        marks[n + 1] = 2
    except IndexError:
        pass
    row.append(-1)
    return f"{LOG.rows} {LOG.marks} {row}"


INPUTS = [(0,), (3,), (4,), (2,)]
