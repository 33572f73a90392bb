import time


def program(x):
    return x, time.localtime().tm_hour
