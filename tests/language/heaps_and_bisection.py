import bisect
import heapq


def program(xs: list[int]):
    h = []
    for x in xs:
        heapq.heappush(h, x)
    snap = list(h)
    out = []
    while h:
        out.append(heapq.heappop(h))
    ys = list(xs)
    heapq.heapify(ys)
    pq = []
    for i, x in enumerate(xs):
        heapq.heappush(pq, (-x, i, "n" + str(i)))
    best = heapq.heappop(pq)
    bs = sorted(xs)
    bisect.insort(bs, 3)
    return (
        snap,
        out,
        ys,
        best,
        heapq.nlargest(2, xs),
        heapq.nsmallest(2, xs),
        bisect.bisect_left(bs, 3),
        bisect.bisect(bs, 3),
        bs,
    )


INPUTS = [([3, 1, 2, 9, 4, 1],), ([1],)]
