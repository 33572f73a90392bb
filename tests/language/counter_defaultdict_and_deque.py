from collections import Counter, defaultdict, deque


def program(words: list[str]):
    c = Counter(words)
    d = defaultdict(list)
    for i, w in enumerate(words):
        d[w].append(i)
    n = defaultdict(int)
    for w in words:
        n[w] += 1
    q = deque([1, 2, 3], maxlen=3)
    q.append(len(words))
    q.appendleft(7)
    seen = []
    work = deque(words)
    while work:
        w = work.popleft()
        seen.append(w)
        if w == "b":
            work.append("c")
    return (
        c.most_common(1),
        c["a"],
        c["zz"],
        dict(d),
        sorted(n.items()),
        list(q),
        seen,
        len(c),
        sum(c.values()),
        "a" in d,
        q[0],
    )


INPUTS = [(["a", "b", "a"],), ([],)]
