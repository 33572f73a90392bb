"""An import in a function that fails, with something else to fall back on."""


def program(x: float):
    found = []
    try:
        import module_that_nobody_has

        found.append(module_that_nobody_has.floor(x))
    except ImportError:
        from math import floor as rounded

        found.append(rounded(x))
    try:
        from math import function_that_nobody_has

        found.append(function_that_nobody_has(x))
    except ImportError as error:
        found.append(str(error).partition(" (")[0])
    try:
        from package_that_nobody_has import anything

        found.append(anything)
    except ModuleNotFoundError as error:
        found.append(f"{type(error).__name__}: {error}")
    import os.path
    from xml import etree

    return found, os.path.join("a", "b"), etree.__name__


INPUTS = [(2.5,), (-1.0,)]
