from dataclasses import dataclass


@dataclass
class Rule:
    low: int
    name: str


RULES = [Rule(0, "small"), Rule(10, "medium"), Rule(100, "large")]


def program(n: int):
    chosen = RULES[0]
    for rule in RULES:
        if n >= rule.low:
            chosen = rule
    index = min(n // 50, 2)
    return chosen.name, RULES[index].name, chosen


INPUTS = [(5,), (50,), (500,)]
