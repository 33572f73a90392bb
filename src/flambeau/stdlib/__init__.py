"""Functions of Python, torch, NumPy and OpenCV that are no operators, written in the language itself.

The script front end compiles them where a program calls the original. They import nothing of Flambeau's.
"""
