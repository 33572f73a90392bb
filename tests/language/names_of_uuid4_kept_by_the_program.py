"""A program with state names what it keeps by ``uuid.uuid4``: it is saved and loaded with its class of names."""

import uuid

NAMES: dict[str, str] = {}


def program(label: str):
    NAMES[label] = uuid.uuid4().hex
    return len(NAMES), len(set(NAMES.values())), sorted(NAMES), len(NAMES[label])


INPUTS = [("car",), ("van",), ("car",)]
