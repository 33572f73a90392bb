from typing import Generic, List, OrderedDict, TypeVar

T = TypeVar("T")


class Stack(Generic[T]):
    def __init__(self) -> None:
        self.items: List[T] = []

    def push(self, item: T) -> None:
        self.items.append(item)

    def pop(self) -> T:
        return self.items.pop()


def program(n: int):
    stack = Stack[int]()
    stack.push(n)
    stack.push(n + 1)
    held = OrderedDict[str, int]()
    held["n"] = n
    return stack.pop(), stack.pop(), held, list[str]()


INPUTS = [(3,)]
