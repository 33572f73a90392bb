from __future__ import annotations


def attempt(make):
    try:
        return make()
    except TypeError as error:
        return str(error)


def program(n, data, x):
    return (
        b"%d: %s|%5s|%-5b|" % (n, data, data, data),
        b"%x %5.2f %c %c%%" % (n, x, n + 60, data[:1]),
        b"%a %r" % (data, str(n)),
        b"%s" % data,
        b"%05d%+d%*d" % (n, n, n, 3),
        attempt(lambda: b"%s" % str(n)),
        attempt(lambda: b"%d" % (n, n)),
        attempt(lambda: b"%d %d" % (n,)),
    )


INPUTS = [(5, b"a\xff", 1.5), (65, b"z", -0.5)]
