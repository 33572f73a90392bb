"""The benchmarks' report: tables and plot of given results, and what counts as eager's results."""

from __future__ import annotations

import json
import pickle
import re
import xml.etree.ElementTree
from pathlib import Path

import numpy as np
import pytest

from benchmarks import plot, report, results
from benchmarks.peers import worker

MEASURED = {"size": 2e6, "runtime": 5e6, "load": 10.0, "first": 30.0, "peak": 4e7}
FOUND = {
    "machine": {
        "date": "2026-01-02", "processor": "Some CPU (avx2)", "cores": 2, "system": "Linux", "flops": 100e9,
        "bandwidth": 10e9, "versions": {"torch": "2.13.0"},
    },
    "models": {
        "resnet34": {
            "facts": {"flops": 1e9, "weights": 2e7},
            "peers": {
                "own": {**MEASURED, "rounds": [21.0, 20.0, 19.0]},
                "eager": {**MEASURED, "rounds": [40.0, 40.0, 99.0]},
                "open_vino": {**MEASURED, "rounds": [25.0]},
                "ncnn_net": {"reason": "it has | no such\nlayer"},
            },
        }
    },
    "language": {"fib": {"flambeau": 0.5, "arguments": 0.01, "CPython": 1.0}},
}  # fmt: skip


def test_the_page_gets_the_tables_and_keeps_its_prose() -> None:
    page = report.PAGE.read_text()
    made = report.render(page, FOUND)
    assert "| ResNet-34 | 20.0 | 40.0 | - | - | - | **25.0** | - | - | 0.80 of OpenVINO |" in made
    assert "| ResNet-34 | 1.00 | 50% | 10% | 10.0 | 1.50 | 20.0 | 40.0 |" in made
    assert "- ResNet-34, ncnn: it has / no such layer" in made
    assert "| fib | 0.500 | 0.0100 | 1.00 | - | 2.0 | - |" in made
    assert "Some CPU (avx2)" in made and "torch 2.13.0" in made
    assert report.render(made, FOUND) == made
    generated = re.compile(r"(<!-- (\w+) -->\n).*?(<!-- end \2 -->)", re.S)
    assert generated.sub(r"\1\3", made) == generated.sub(r"\1\3", page)


def test_rounds_without_a_processor_do_not_count() -> None:
    found = {"rounds": [10.0, 30.0, 12.0, 11.0], "waits": [0.0, 0.4, 0.01, 0.0]}
    assert results.milliseconds(found) == 11.0
    assert results.milliseconds(found | {"waits": [0.0, 0.4, 0.3, 0.1]}) == 11.5


def test_the_plot_has_a_dot_for_each_peer() -> None:
    found = plot.draw([("ResNet-34", FOUND["models"]["resnet34"]["peers"])])
    titles = [each.text for each in xml.etree.ElementTree.fromstring(found).iter() if each.tag.endswith("title")]
    assert titles == ["eager: 2.00", "OpenVINO: 1.25"]


@pytest.mark.parametrize(
    "found, reason",
    [
        ([[[1.0, 2.0005]], [3, 4]], ""),
        ([[1.0, 2.0], [3, 4]], ""),
        ([[[1.0, 2.1]], [3, 4]], "off by 0.1"),
        ([[[1.0, float("nan")]], [3, 4]], "off by nan"),
        ([[[1.0, 2.0]], [3, 5]], "50.0% of its results differ"),
        ([[[1.0, 2.0, 3.0]], [3, 4]], "shape (1, 3) instead of (1, 2)"),
        ([[[1.0, 2.0]]], "1 results instead of 2"),
    ],
)
def test_results_that_are_not_eagers_are_no_results(tmp_path: Path, found: list, reason: str) -> None:
    expected = [np.array([[1.0, 2.0]], np.float32), np.array([3, 4])]
    (tmp_path / "expected.pickle").write_bytes(pickle.dumps(expected))
    (tmp_path / "facts.json").write_text(json.dumps({"is_unordered": False}))
    said = worker.difference([np.array(each) for each in found], tmp_path)
    assert reason in said if reason else said == ""
