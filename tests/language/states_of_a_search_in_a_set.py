class State:
    def __init__(self, row, column, keys):
        self.row, self.column, self.keys = row, column, keys

    def __eq__(self, other):
        return (
            type(self) is type(other)
            and self.row == other.row
            and self.column == other.column
            and self.keys == other.keys
        )

    def __hash__(self):
        return hash((self.row, self.column)) ^ hash(self.keys)

    def moves(self, size):
        for down, right in ((0, 1), (1, 0), (0, -1), (-1, 0)):
            row, column = self.row + down, self.column + right
            if 0 <= row < size and 0 <= column < size:
                yield State(row, column, self.keys + ("k",) if (row, column) == (1, 1) and not self.keys else self.keys)


def program(size: int):
    start = State(0, 0, ())
    seen, distance, frontier = {start}, {start: 0}, [start]
    while frontier:
        state = frontier.pop(0)
        for move in state.moves(size):
            if move not in seen:
                seen.add(move)
                distance[move] = distance[state] + 1
                frontier.append(move)
    return len(seen), max(distance.values()), distance.get(State(size - 1, size - 1, ("k",)), -1)


INPUTS = [(3,), (1,)]
