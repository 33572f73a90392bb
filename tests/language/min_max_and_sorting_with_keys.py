def program(points: list[tuple[int, int]]):
    far = max(points, key=lambda p: p[0] * p[0] + p[1] * p[1])
    near = min(points, key=lambda p: abs(p[0]))
    ordered = sorted(points, key=lambda p: (p[1], -p[0]))
    points = list(points)
    points.sort(key=lambda p: p[0], reverse=True)
    return far, near, ordered, points


INPUTS = [([(1, 5), (-3, 2), (0, 2)],), ([(1, 1)],)]
