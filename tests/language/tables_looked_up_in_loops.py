from __future__ import annotations


def program(n: int, x: int, text: str):
    out = []
    stack: list[int] = []
    code = [("push", x), ("push", n), ("add", 0), ("dup", 0), ("stop", 0)]
    at = 0
    while True:
        name, number = code[at]
        at += 1
        if name == "push":
            stack.append(number)
        elif name == "add":
            stack.append(stack.pop() + stack.pop())
        elif name == "dup":
            stack.append(stack[-1])
        else:
            break
    for i in range(n):
        row = [x, i % 2, n]
        row[i % 3] += 1
        fresh = [x, n]
        if i % 2:
            fresh.append(i)
        out.append(fresh)
        names = {"a": x, "b": n, text: 3}
        limits = (x, n, len(text))
        for key in ("a", "b", text, "zz"):
            if key in names and names[key] in limits:
                stack.append(names[key] + limits[i % 3])
        pairs = [[x, 1], [n, 2]]
        pairs[i % 2][0] += i
        stack.append(pairs[0][0] + pairs[1][0] + sum(row))
    kept = None
    same = 0
    for i in range(n):
        pair = [x, n]
        same += pair is kept
        kept = pair
    return out, stack, same


INPUTS = [(5, 3, "t"), (0, 1, "a"), (4, -2, "")]
