"""Every pitfall of TorchScript that the acceptance cases list compiles unchanged and gives what eager gives."""

from __future__ import annotations

from pathlib import Path

import flambeau as fl


def test_all_pitfalls_pass(acceptance: Path) -> None:
    import pitfalls

    failures = []
    for case in pitfalls.CASES:
        try:
            pitfalls.check(case, fl)
        except Exception as error:
            failures.append(f"{case.name}: {type(error).__name__}: {error}")
    assert not failures, "\n".join(failures)
    assert len(pitfalls.CASES) >= 24
