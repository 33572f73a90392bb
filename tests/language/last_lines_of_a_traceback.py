import io
import traceback


class Rejected(ValueError):
    pass


def parsed(text):
    try:
        return float(text)
    except ValueError as e:
        raise Rejected(f"no number: {text}") from e


def program(text: str, n: int):
    out = io.StringIO()
    try:
        return parsed(text) / n
    except Rejected as e:
        e.add_note("in the first\nrow")
        traceback.print_exc(file=out)
        lines = out.getvalue().splitlines()
        return lines[0], lines[-3:], traceback.format_exception_only(e), traceback.format_exception(e)[-1]
    except ZeroDivisionError as e:
        traceback.print_exc()
        return traceback.format_exc().splitlines()[-1], traceback.format_exception_only(type(e), e)


INPUTS = [("1.5", 1), ("x", 1), ("2", 0)]
