import contextlib
import io
import sys
from contextlib import redirect_stderr, redirect_stdout


def report(items):
    for i, x in enumerate(items):
        print(i, x, sep=":", end=";")
    print()
    sys.stdout.write("total\n")
    print("trouble", file=sys.stderr)


def program(items: list[int], flag: bool):
    buffer, errors, found = io.StringIO(), io.StringIO(), []
    with redirect_stdout(buffer), redirect_stderr(errors):
        report(items)
    found += [buffer.getvalue(), errors.getvalue()]
    failing = io.StringIO()
    try:
        with redirect_stdout(failing):
            print("before")
            print(10 // len(items))
            with redirect_stdout(io.StringIO()) as inner:
                print("inner")
            print("got", inner.getvalue())
    except ZeroDivisionError as e:
        found.append(str(e))
    found.append(failing.getvalue())
    log = io.StringIO()
    for i in range(len(items)):
        with redirect_stdout(log) if flag else contextlib.nullcontext():
            sys.stdout.write(f"{i}" * flag)
        if i > 1:
            break
    return found, log.getvalue()


INPUTS = [([1, 2], True), ([], True), ([3, 4, 5, 6], False)]
