def program(grid: list[list[int]]):
    h, w = len(grid), len(grid[0])
    seen = set()

    def fill(r, c):
        if not (0 <= r < h and 0 <= c < w) or grid[r][c] == 0 or (r, c) in seen:
            return 0
        seen.add((r, c))
        return 1 + sum(fill(r + dr, c + dc) for dr, dc in ((0, 1), (1, 0), (0, -1), (-1, 0)))

    sizes = []
    for r in range(h):
        for c in range(w):
            s = fill(r, c)
            if s:
                sizes.append(s)
    return sorted(sizes)


INPUTS = [([[1, 1, 0], [0, 1, 0], [1, 0, 1]],)]
