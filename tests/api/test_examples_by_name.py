"""Example inputs given as a dict of keyword arguments: a tokenizer's output, say."""

from __future__ import annotations

import pytest
import torch
from torch import nn

import flambeau as fl


class Encoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.embed = nn.Embedding(8, 4)

    def forward(self, input_ids, attention_mask=None, scale: float = 1.0, labels=None):
        hidden = self.embed(input_ids) * scale
        if attention_mask is not None:
            hidden = hidden * attention_mask.unsqueeze(-1)
        loss = hidden.sum() - labels.sum() if labels is not None else None
        return hidden, loss


IDS, MASK, LABELS = torch.tensor([[1, 2, 3]]), torch.tensor([[1, 1, 0]]), torch.tensor([2.0])


def assert_same(actual, expected):
    for one, other in zip(actual, expected):
        assert (one is None) == (other is None)
        if one is not None:
            torch.testing.assert_close(one, other)


@pytest.mark.parametrize("compile", [fl.script, fl.compile])
@pytest.mark.parametrize("given", [{"input_ids": IDS}, {"labels": LABELS, "input_ids": IDS}])
def test_any_parameters_may_have_an_example(compile, given):
    model = Encoder().eval()
    program = compile(model, given)
    for arguments in (given, {"input_ids": IDS, "attention_mask": MASK, "scale": 2.0}, {"input_ids": IDS}):
        with torch.no_grad():
            assert_same(program(**arguments), model(**arguments))
    with torch.no_grad():
        assert_same(program(IDS, MASK), model(IDS, MASK))


def test_options_of_any_name_become_parameters():
    def collate(text: str, **batch):
        return text, sorted(batch), batch["input_ids"] + batch["offset"]

    given = {"text": "a", "input_ids": IDS, "offset": 2}
    program = fl.script(collate, given)
    assert [p.name for p in program.signature.parameters] == ["text", "input_ids", "offset"]
    text, names, moved = program(**given)
    assert (text, names) == ("a", ["input_ids", "offset"]) and moved.equal(IDS + 2)


def test_keyword_only_parameters():
    def scaled(x, *, by, offset=0):
        return x * by + offset

    program = fl.compile(scaled, {"x": IDS, "by": 3})
    assert program(IDS, by=2).equal(IDS * 2) and program(IDS, by=2, offset=1).equal(IDS * 2 + 1)


def test_a_trace_takes_them_too():
    model = Encoder().eval()
    program = fl.trace(model, {"input_ids": IDS, "labels": LABELS})
    with torch.no_grad():
        assert_same(program(input_ids=IDS + 1, labels=LABELS), model(IDS + 1, labels=LABELS))


def test_a_name_that_is_no_parameter_is_refused():
    with pytest.raises(fl.CompileError, match="example inputs are given for ids, which the function has no parameters"):
        fl.script(Encoder().eval(), {"ids": IDS})


def test_int8_is_calibrated_with_them():
    class Linear(nn.Module):
        def __init__(self):
            super().__init__()
            self.layer = nn.Linear(64, 64)

        def forward(self, x, scale: float = 1.0):
            return self.layer(x) * scale

    assert fl.compile(Linear().eval(), {"x": torch.randn(4, 64)}, precision="int8").parity is not None
