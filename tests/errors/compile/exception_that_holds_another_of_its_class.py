class Failed(Exception):
    pass


def program(n: int):
    args = ()
    for i in range(n):
        try:
            raise Failed(i, args)
        except Failed as e:
            args = e.args
    return len(args)
