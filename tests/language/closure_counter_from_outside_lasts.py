def make_counter(start):
    count = start

    def step(by: int):
        nonlocal count
        count += by
        return count

    return step


program = make_counter(10)
INPUTS = [(1,), (5,), (-3,)]
