import concurrent.futures
import queue
import threading
import weakref
from concurrent.futures import ThreadPoolExecutor
from typing import Dict, List

import torch


class Node:
    def __init__(self, value: int, parent=None):
        self.value = value
        self.parent = weakref.ref(parent) if parent is not None else None
        self.children: List["Node"] = []
        if parent is not None:
            parent.children.append(self)

    def root(self):
        node = self
        while node.parent is not None:
            node = node.parent()
        return node


class Cache:
    def __init__(self):
        self.lock = threading.RLock()
        self.known: Dict[int, int] = {}

    def get(self, key: int) -> int:
        with self.lock:
            if key not in self.known:
                self.known[key] = self.get(key - 1) + key if key > 0 else 0
            return self.known[key]


def halve(x: torch.Tensor) -> torch.Tensor:
    if x.numel() == 0:
        raise ValueError("nothing to halve")
    return x / 2


def program(images: List[torch.Tensor], numbers: List[int], depth: int):
    with ThreadPoolExecutor(max_workers=4) as pool:
        halves = list(pool.map(halve, images))
        sums = list(pool.map(lambda a, b: a + b, numbers, range(100)))
        jobs = {pool.submit(pow, number, 2): number for number in numbers}
        squares = sorted((jobs[job], job.result()) for job in concurrent.futures.as_completed(jobs))
        failed = pool.submit(halve, images[0][:0])
    waiting: "queue.Queue[int]" = queue.Queue()
    for number in numbers:
        waiting.put(number)
    taken = []
    while not waiting.empty():
        taken.append(waiting.get())
    node = root = Node(0)
    for level in range(depth):
        node = Node(level + 1, node)
    lock, ready = threading.Lock(), threading.Event()
    with lock:
        held = lock.locked(), lock.acquire(blocking=False)
    ready.set()
    try:
        failed.result()
    except ValueError as error:
        taken.append(len(str(error)))
    return (
        halves,
        sums,
        squares,
        taken,
        node.root() is root,
        len(root.children),
        Cache().get(depth),
        held,
        lock.locked(),
        ready.wait(),
        str(failed.exception()),
        failed.done(),
    )


INPUTS = [([torch.ones(2), torch.zeros(1)], [3, 1, 2], 4), ([torch.ones(1)], [], 0)]
