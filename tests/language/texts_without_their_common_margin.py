import textwrap


def program(text: str, width: int):
    page = "\n".join("  \t" + line if line else "   " for line in textwrap.wrap(text, width))
    return textwrap.dedent(page), textwrap.dedent(text), textwrap.indent(textwrap.dedent("\n  " + text), "| ")


INPUTS = [
    ("  one two three\n    four five\n\n  six", 9),
    ("", 5),
    ("\ta\n  b\n\t\n \tc", 20),
    ("   \n   x y\n     z  \n", 30),
]
