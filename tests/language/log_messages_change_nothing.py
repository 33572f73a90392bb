from __future__ import annotations

import functools
import logging

LOGGER = logging.getLogger("flambeau.example")


@functools.lru_cache
def warn_once(message: str):
    LOGGER.warning(message)


def program(x: int):
    LOGGER.info("x is %d", x)
    warn_once("this is old")
    if x > 2:
        LOGGER.debug(f"large: {x}")
    logging.getLogger().error("nothing %s", x) if x > 100 else None
    return x + 1


INPUTS = [(1,), (3,)]
