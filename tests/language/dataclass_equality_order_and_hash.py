from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Version:
    major: int
    minor: int = 0


def program(numbers: list[int]):
    versions = [Version(n // 10, n % 10) for n in numbers]
    seen = {v: i for i, v in enumerate(versions)}
    return (
        sorted(versions),
        max(versions),
        versions[0] == Version(1, 2),
        Version(1, 2) in versions,
        seen,
        len(set(versions)),
    )


INPUTS = [([12, 34, 12, 7],), ([99],)]
