"""Random programs that must do in a compiled file what they do in CPython.

``programs.generate(seed)`` writes a program, ``outcomes.judge`` compares it, ``shrink.shrink`` makes one that shows a
difference small enough to be read. ``python -m tests.property --programs 10000 --seed 0`` runs many.
"""
