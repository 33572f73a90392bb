import heapq
from dataclasses import dataclass, field


@dataclass(order=True)
class Task:
    priority: int
    name: str = field(compare=False)
    tags: list = field(default_factory=list, compare=False, repr=False)

    def __post_init__(self):
        self.tags.append(self.name)


def program(priorities: list[int]):
    heap = []
    for i, priority in enumerate(priorities):
        heapq.heappush(heap, Task(priority, f"task {i}"))
    done = []
    while heap:
        done.append(heapq.heappop(heap))
    return done, [task.tags for task in done], repr(done[0]), done[0] < done[-1], max(done).priority


INPUTS = [([3, 1, 2, 1],), ([5],)]
