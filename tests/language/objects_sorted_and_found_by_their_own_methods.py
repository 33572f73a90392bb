class Task:
    def __init__(self, name: str, priority: int):
        self.name, self.priority = name, priority

    def __lt__(self, other):
        return self.priority < other.priority

    def __gt__(self, other):
        return self.priority > other.priority

    def __eq__(self, other):
        return self.priority == other.priority


def program(priorities: list[int]):
    tasks = []
    for i, p in enumerate(priorities):
        tasks.append(Task(f"t{i}", p))
    wanted = Task("wanted", 2)
    found = wanted in tasks
    count = tasks.count(wanted)
    where = tasks.index(wanted) if found else -1
    ordered = [t.name for t in sorted(tasks)], [t.name for t in sorted(tasks, reverse=True)]
    tasks.remove(wanted)
    tasks.sort()
    return found, count, where, ordered, [t.name for t in tasks], max(tasks).name, min(tasks).name


INPUTS = [([3, 2, 1, 2],), ([2, 5],), ([1, 3],)]
