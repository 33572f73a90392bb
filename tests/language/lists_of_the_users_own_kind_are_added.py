from collections import UserDict, UserList


class Stack(UserList):
    def push(self, x):
        self.append(x)
        return self


class Lower(UserDict):
    def __setitem__(self, key, value):
        super().__setitem__(key.lower(), value)


def program(n: int, names: list[str]):
    stack = Stack([n])
    more = stack.push(2) + [1]
    table = Lower()
    for i, name in enumerate(names):
        table[name] = i + n
    table.update({"Z": 1})
    return (
        more.data, list(stack + stack), [0] + stack == [0, n, 2], str(stack), repr(more), stack == [n, 2],
        (stack * 2).data, str(table), table.pop("z"), table.setdefault("W", 3), dict(table), isinstance(more, Stack),
    )  # fmt: skip


INPUTS = [(3, ["A", "b"]), (1, [])]
