from collections import Counter, defaultdict, deque


def program(counts, groups, window):
    counts["new"] += 2
    groups["b"].append(2)
    groups["a"].append(3)
    window.append(4)
    window.rotate(1)
    kinds = isinstance(counts, dict), isinstance(window, list), type(groups) is defaultdict, isinstance(window, deque)
    return counts, groups, window, counts["missing"], window.maxlen, window.popleft(), kinds


INPUTS = [(Counter("abca"), defaultdict(list, a=[1]), deque([1, 2, 3], maxlen=3))]
