from typing import NamedTuple


class Token:
    def __init__(self, n):
        self.n = n

    def __repr__(self):
        return "T" * self.n

    def __str__(self):
        return f"token {self.n}"


class Node:
    def __init__(self, name):
        self.name = name
        self.children = []

    def __repr__(self):
        return f"{self.name}{self.children}"


class Row(NamedTuple):
    name: str
    token: Token

    def __str__(self):
        return "<" + self.name + ">"


def program(n: int):
    tokens = []
    for i in range(n):
        tokens.append(Token(i))
    table = {"a": tokens, "b": []}
    by_number = {i: Token(i) for i in range(n)}
    root = Node("r")
    for i in range(n):
        child = Node(f"k{i}")
        child.children.append(Node("x"))
        root.children.append(child)
    row = Row("first", Token(n))
    maybe = Token(1) if n > 1 else None
    return (
        repr(tokens), f"{table} {by_number!s} {(Token(n),)}", str(root), f"{root.children}", str([maybe, n, "x"]),
        "%s %r %9s|%d%%" % (Token(n), Token(n), Token(1), n), "%(x)s %(y)r" % {"x": Token(n), "y": tokens},
        "%s" % Token(n), "{} {!r} {}".format(Token(n), Token(n), tokens), str([[t] for t in tokens]),
        str(tuple(tokens)), str({Token(n)}), str(row), repr(row), str([row]),
    )  # fmt: skip


INPUTS = [(1,), (3,)]
