"""Rules for the functions of the ``regex`` package, which GPT-2's tokenizer uses."""

from __future__ import annotations

import regex

from .regex import register

register(regex)
