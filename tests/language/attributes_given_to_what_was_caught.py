class Failed(Exception):
    pass


class Worse(Failed):
    pass


def work(n: int):
    try:
        if n > 1:
            raise Worse("two")
        raise Failed("one")
    except Failed as e:
        e.row = n
        e.path = [f"step {n}"]
        e.add_note("while working")
        raise


def program(n: int):
    try:
        work(n)
    except Worse as e:
        e.path.append("worse")
        e.add_note(f"of {n}")
        return e.row, e.path, e.__notes__, hasattr(e, "other"), str(e)
    except Exception as e:
        return e.row, e.path, e.__notes__, getattr(e, "other", None), repr(e)


INPUTS = [(1,), (2,)]
