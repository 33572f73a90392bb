class Cell:
    def __init__(self, n: int):
        self.numbers = [n, n + 1]
        self.names: dict[str, list[int]] = {"a": [n]}
        self.flag = n % 2 == 0
        self.inner: Cell | None = None


def made(n: int):
    return [[n, n * 2], [n * 3]]


def program(n: int, words: list[str]):
    rows = [[0.5, 1.5], [2.5]]
    flags = [[True], [False, n > 1]]
    cells = [Cell(n), Cell(n + 1)]
    cells[0].inner = cells[1]
    table: dict[str, dict[int, str]] = {w: {} for w in words}
    groups: dict[int, list[str]] = {}
    caught = []
    for i, word in enumerate(words):
        table[word][i] = word * 2
        if len(word) not in groups:
            groups[len(word)] = []
        groups[len(word)].append(word)
        cells[i % 2].numbers.append(i)
        cells[i % 2].names["a"].append(i)
        cells[i % 2].numbers[0] += i
        rows[-1].append(rows[0][i % 2] + 1)
        rows[0][-1] = rows[1][-1]
        try:
            caught.append(words[i][2])
        except IndexError as error:
            caught.append(str(error))
        try:
            caught.append(str(rows[1][i - 3]))
        except IndexError as error:
            caught.append(str(error))
        try:
            rows[2 - i % 3][5 - i] = 1.0
        except IndexError as error:
            caught.append(str(error))
        try:
            caught.append(table[word[::-1]][0])
        except KeyError as error:
            caught.append(str(error))
        try:
            caught.append(str(cells[i].inner.numbers[1]))
        except (AttributeError, IndexError) as error:
            caught.append(str(error))
    again = [made(k)[1][0] + made(k)[0][1] for k in range(n)]
    itself: list[list] = [[1]]
    itself[0].append(2)
    seen = [flags[k][k] and cells[k].flag for k in range(2)]
    cells[1].flag = flags[1][1]
    return rows, table, groups, caught, again, itself, seen, [(c.numbers, c.names, c.flag) for c in cells]


INPUTS = [(3, ["ab", "abc", "x", "ab", "level"]), (0, [])]
