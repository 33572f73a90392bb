"""``uuid.uuid4`` names what a program makes: each name is another, in the form of a UUID of version 4."""

import re
import uuid

FORM = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


class Track:
    def __init__(self, label: str):
        self.id: str = str(uuid.uuid4())
        self.label = label


def program(labels: list[str], text: str):
    tracks = [Track(label) for label in labels]
    by_name = {track.id: track.label for track in tracks}
    formed = [FORM.fullmatch(track.id) is not None and len(uuid.uuid4().hex) == 32 for track in tracks]
    given = uuid.UUID(text)
    same = given == uuid.UUID(given.hex), given == uuid.uuid4(), given in {uuid.UUID(text)}
    return list(by_name.values()), formed, str(given), repr(given), given.version, same


INPUTS = [(["car", "van"], "{12345678-1234-4678-9234-567812345678}"), (["car"], "12345678123456781234"), ([], "0" * 32)]
