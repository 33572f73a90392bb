def take(stack: list[int], index: int):
    for turn in range(2):
        try:
            stack[index] += 1
        finally:
            stack.append(turn)
            while turn < 5:
                turn += 1
                stack.pop(0)
                if turn > 1:
                    return stack, turn
    return stack, -1


def program(stack: list[int], index: int):
    seen = []
    for i in range(3):
        try:
            seen.append(10 // (i - index))
        except ValueError:
            seen.append(-1)
        finally:
            seen.append(i)
            if i == 1:
                break
    return take(stack, index), seen


INPUTS = [([1, 2, 3], 0), ([4, 5, 6], 7), ([1, 2, 3, 4], 1)]
