from dataclasses import dataclass


@dataclass
class Version:
    major: int
    minor: int

    def __eq__(self, other: "Version") -> bool:
        return self.major == other.major


def program(major: int, minor: int):
    one, other = Version(major, minor), Version(major, minor + 1)
    return one == other, one != other, one == Version(minor, minor)


INPUTS = [(1, 2), (3, 3)]
