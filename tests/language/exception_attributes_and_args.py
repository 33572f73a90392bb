class MyErr(Exception):
    def __init__(self, code, msg):
        super().__init__(msg)
        self.code = code

    def describe(self):
        return f"[{self.code}] {self}"


class SubErr(MyErr):
    pass


def program(n: int):
    try:
        if n == 1:
            raise MyErr(404, "not found")
        if n == 2:
            raise SubErr(n * 10, "sub")
        raise ValueError(n, "two")
    except SubErr as e:
        return "sub", e.code, str(e), e.args[0], e.describe()
    except MyErr as e:
        return "my", e.code, str(e), type(e).__name__, e.describe()
    except (ValueError, KeyError) as e:
        return "v", 0, str(e), len(e.args), type(e).__name__


INPUTS = [(1,), (2,), (3,)]
