class Holder:
    def __init__(self, given: bool):
        if given:
            self.x = 1


class Answering(Holder):
    def __getattr__(self, name):
        return f"no {name}"


def program(flags: list[bool]):
    one, several = Holder(flags[0]), [Holder(flag) for flag in flags]
    seen = [hasattr(one, "x"), getattr(one, "x", -1)]
    try:
        seen.append(one.x)
    except AttributeError as error:
        seen.append(str(error))
    there = [(hasattr(h, "x"), getattr(h, "x", -1)) for h in several]
    for holder in several:
        if not hasattr(holder, "x"):
            holder.x = 7
    answered = Answering(flags[0]).x
    return seen, there, [h.x for h in several], answered, several[-1].x + one.x


INPUTS = [([True, False],), ([False, True],), ([True],)]
