import traceback


def program(text: str):
    try:
        return int(text)
    except ValueError:
        return traceback.format_stack()
