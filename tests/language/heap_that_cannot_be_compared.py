import heapq


def program(pushed: list[int | str]):
    heap: list[int | str] = []
    refused = []
    for item in pushed:
        try:
            heapq.heappush(heap, item)
        except TypeError as error:
            refused.append(str(error))
    return sorted(map(str, heap)), refused


INPUTS = [([3, 1, "a", 2],), (["b", "a"],)]
