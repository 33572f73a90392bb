def program(items: list[int]):
    match items:
        case []:
            return "empty"
        case [x]:
            return f"one {x}"
        case [1, *rest]:
            return f"starts {len(rest)}", rest
        case [first, *middle, last]:
            return f"{first} {last} {len(middle)}", middle


INPUTS = [([1, 2, 3],), ([7],), ([],), ([2, 3, 4, 5],), ([2, 3],)]
