def program(number: int, depth: int):
    if number % 2:
        step = number + 1

        def climb(left):
            return 0 if left <= 0 else step + climb(left - 1)
    else:

        def climb(left):
            return -left

    return climb(3), climb(depth)


INPUTS = [(3, 2), (4, 5), (1, 0)]
