from datetime import datetime


def program(x):
    return x, datetime.now().isoformat()
