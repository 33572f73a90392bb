class Point:
    def __init__(self, x, y, label=""):
        self.x = x
        self.y = y
        self.label = label

    def __eq__(self, other):
        """Labels don't matter."""
        if not isinstance(other, Point):
            return NotImplemented
        return (self.x, self.y) == (other.x, other.y)

    def __hash__(self):
        return hash((self.x, self.y))


class Name:
    def __init__(self, text):
        self.text = text

    def __eq__(self, other):
        return isinstance(other, Name) and self.text == other.text

    def __hash__(self):
        return hash(self.text)


class Ticket:
    def __init__(self, number):
        self.number = number

    def __hash__(self):
        return self.number


def program(n: int, given: dict[Point, int]):
    last = {}
    for i in range(n):
        last[Point(i % 2, 0, str(i))] = i
    seen = {Name("a"), Name("b"), Name("a")}
    seen.add(Name("c" * n))
    tickets = [Ticket(n), Ticket(n)]
    held = {ticket: i for i, ticket in enumerate(tickets)}
    given[Point(1, 1)] = n
    return (
        last.get(Point(0, 0)), len(last), Point(1, 0) in last, Point(5, 5) in last, [p.label for p in last],
        sorted(name.text for name in seen), Name("b") in seen, held[tickets[0]], len(held), given,
    )  # fmt: skip


INPUTS = [(3, {Point(1, 1, "one"): 0}), (1, {Point(2, 2): 0})]
