r"""From a parsed pattern to instructions.

    a(b|c)*      0: match              3: char c -> 2        6: save 2 -> 5
                 1: split 6, 0         4: char b -> 2        7: char a -> 1
                 2: save 3 -> 1        5: split 4, 3         starts at 7

``split x, y`` prefers ``x``. Alternatives are so tried in Python's order; the matcher remembers where it has been, so
that it never takes longer than the program's size times the text's length. Where a pattern refers to what its own
groups have matched (``(a)\1``, ``(?(1)b)``) a place can be tried again with other groups: there it remembers nothing.

A loop whose body can match nothing ends after a round that did: as whether the running round has matched anything is
part of where the program is, such a body is laid out twice, once for either case (``mask`` below, a bit a loop).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Sequence
from typing import Any

from .characters import EVERYTHING, NOT_NEWLINE, CharacterSet, item_set, literal_set
from .encode import ASSERTIONS, Instruction, encode
from .parsing import Ranges, constants, parse

MAX_INSTRUCTIONS = 20_000
LONG = 30  # items of a sequence
Entry = Callable[[int], int]  # the instruction at which a part starts, for a mask


class Unsupported(Exception):
    """The pattern is too big, or has what the matcher doesn't know."""


@functools.lru_cache(maxsize=512)
def compile_pattern(pattern: Any) -> bytes:
    """The program of a compiled pattern of ``re`` or ``regex``. Raises Unsupported."""
    if not isinstance(pattern.pattern, str):
        raise Unsupported("a pattern of bytes isn't supported: decode the bytes and match the text")
    try:
        tree, flags, classes = parse(pattern)
    except re.error as error:
        raise Unsupported(f"the pattern isn't one that the re module knows: {error}") from error
    return _Compiler(flags, classes).run(tree, pattern)


def group_may_be_missing(pattern: Any) -> list[bool]:
    """For each group whether a match may leave it out, so that it is None."""
    try:
        tree, _, _ = parse(pattern)
    except re.error:
        return [True] * pattern.groups
    always = _always(tree)
    return [group not in always for group in range(1, pattern.groups + 1)]


def _always(tree: Any) -> set[int]:
    """The groups that take part whenever the tree matches."""
    found: set[int] = set()
    for op, value in tree:
        if op is constants.SUBPATTERN:
            found |= _always(value[3]) | ({value[0]} - {None})
        elif op is constants.ASSERT:
            found |= _always(value[1])
        elif op is _ATOMIC:
            found |= _always(value)
        elif op in _REPEATS and value[0] > 0:
            found |= _always(value[2])
    return found


_REPEATS = (constants.MAX_REPEAT, constants.MIN_REPEAT, getattr(constants, "POSSESSIVE_REPEAT", None))
_ATOMIC = getattr(constants, "ATOMIC_GROUP", None)
_ONE = (constants.LITERAL, constants.NOT_LITERAL, constants.IN, constants.ANY, getattr(constants, "FAILURE", None))
_ASSERT = {
    constants.AT_BEGINNING: "start", constants.AT_BEGINNING_STRING: "start", constants.AT_END: "end",
    constants.AT_END_STRING: "string_end", constants.AT_BOUNDARY: "boundary",
    constants.AT_NON_BOUNDARY: "not_boundary",
}  # fmt: skip


class _Compiler:
    def __init__(self, flags: int, classes: dict[int, Ranges]) -> None:
        self.flags = flags
        self.classes = classes
        self.code: list[Instruction] = []
        self.sets: dict[CharacterSet, int] = {}
        self.loops = 0
        self.repeating = 0  # how many loops that may go round again are around this part
        self.saves = True  # not inside of what looks and keeps no groups
        self.unsaved: frozenset[int] = frozenset()  # the groups of that

    def run(self, tree: Any, pattern: Any) -> bytes:
        end = _once(lambda mask: self.emit("match"))
        try:
            start = self.sequence(list(tree), self.flags, end)(0)
        except RecursionError:
            raise Unsupported("the pattern is nested too deeply") from None
        return encode(tree.state.groups - 1, list(self.sets), self.code, start, tree.state.groupdict, pattern)

    # --- instructions -------------------------------------------------------------------------------------------

    def emit(self, op: str, a: int = 0, b: int = 0, c: int = 0) -> int:
        if len(self.code) >= MAX_INSTRUCTIONS:
            raise Unsupported("the pattern is too big: its repetitions take too many instructions")
        self.code.append((op, a, b, c))
        return len(self.code) - 1

    def reserve(self) -> int:
        """The place of an instruction that is written later."""
        return self.emit("match")

    def consume(self, characters: CharacterSet, rest: Entry) -> Entry:
        """One character of a set; every open loop has then matched something."""

        def enter() -> int:
            if characters == EVERYTHING:
                return self.emit("any", 0, rest(0))
            if not characters.negated and not characters.categories and _is_single(characters.ranges):
                return self.emit("char", characters.ranges[0][0], rest(0))
            return self.emit("set", self.sets.setdefault(characters, len(self.sets)), rest(0))

        entered = functools.cache(enter)
        return lambda mask: entered()

    # --- parts --------------------------------------------------------------------------------------------------

    def sequence(self, items: Sequence[tuple[Any, Any]], flags: int, rest: Entry) -> Entry:
        for op, value in reversed(items):
            after = rest
            rest = _once(self.item(op, value, flags, after))
            if len(items) > LONG and _least([(op, value)]) > 0:
                after(0)  # it will be asked for: now, so that calls don't nest as deeply as the pattern is long
        return rest

    def item(self, op: Any, value: Any, flags: int, rest: Entry) -> Entry:
        characters = self.characters(op, value, flags)
        if characters is not None:
            return self.consume(characters, rest)
        if op is constants.SUBPATTERN:
            group, added, removed, inner = value
            if added & (re.ASCII | re.UNICODE):
                flags &= ~(re.ASCII | re.UNICODE)
            return self.group(group, list(inner), (flags | added) & ~removed, rest)
        if op is constants.BRANCH:
            return self.choice([self.sequence(list(one), flags, rest) for one in value[1]])
        if op is constants.AT:
            return self.assertion(value, flags, rest)
        if op in (constants.ASSERT, constants.ASSERT_NOT):
            return self.look(value[0], value[1], op is constants.ASSERT_NOT, flags, rest)
        if op in _REPEATS:
            least, most, inner = value
            body = list(inner)
            if op is constants.MAX_REPEAT or op is constants.MIN_REPEAT:
                return self.repeat(body, least, most, op is constants.MAX_REPEAT, flags, rest)
            return self.possessive(body, least, most, flags, rest)
        if op is constants.GROUPREF:
            return self.reference(value, flags, rest)
        if op is constants.GROUPREF_EXISTS:
            return self.condition(value[0], value[1], value[2], flags, rest)
        if op is getattr(constants, "FAILURE", None):
            return lambda mask: self.emit("set", self.sets.setdefault(CharacterSet(), len(self.sets)), rest(0))
        if op is _ATOMIC:
            return self.atomic(list(value), flags, rest)
        raise Unsupported(f"{str(op).lower()} in a regular expression isn't supported")

    def reference(self, group: int, flags: int, rest: Entry) -> Entry:
        """What a group has matched, once more. That may be nothing, so that an open loop needs both cases."""
        self.refuse_unsaved(group)
        ignores = 1 if flags & re.IGNORECASE else 0
        return _once(lambda mask: self.emit("reference", group, rest(0), rest(mask) << 1 | ignores))

    def condition(self, group: int, yes: Any, no: Any, flags: int, rest: Entry) -> Entry:
        self.refuse_unsaved(group)
        ways = [self.sequence(list(way or ()), flags, rest) for way in (yes, no)]
        return _once(lambda mask: self.emit("condition", group, ways[0](mask), ways[1](mask) << 1))

    def refuse_unsaved(self, group: int) -> None:
        if group in self.unsaved:
            raise Unsupported(
                "a reference to a group inside of the same negative look-ahead or look-behind isn't supported"
            )

    def characters(self, op: Any, value: Any, flags: int) -> CharacterSet | None:
        """The set of an item that matches one character."""
        if op is constants.LITERAL and value in self.classes:
            return CharacterSet(ranges=self.classes[value])
        if op in (constants.LITERAL, constants.NOT_LITERAL):
            return literal_set(value, flags, op is constants.NOT_LITERAL)
        if op is constants.IN:
            return item_set(list(value), flags, classes=self.classes)
        if op is constants.ANY:
            return EVERYTHING if flags & re.DOTALL else NOT_NEWLINE
        return None

    def group(self, group: int | None, inner: list[Any], flags: int, rest: Entry) -> Entry:
        if group is None or not self.saves:
            return self.sequence(inner, flags, rest)
        close = _once(lambda mask: self.emit("save", 2 * group + 1, rest(mask)))
        body = self.sequence(inner, flags, close)
        return lambda mask: self.emit("save", 2 * group, body(mask))

    def choice(self, ways: list[Entry]) -> Entry:
        def enter(mask: int) -> int:
            entered = [way(mask) for way in ways]
            place = entered.pop()
            while entered:
                place = self.emit("split", entered.pop(), place)
            return place

        return enter

    def assertion(self, where: Any, flags: int, rest: Entry) -> Entry:
        name = _ASSERT[where]
        if flags & re.MULTILINE and where in (constants.AT_BEGINNING, constants.AT_END):
            name = f"line_{name}"
        if flags & re.ASCII and name.endswith("boundary"):
            name = f"ascii_{name}"
        return lambda mask: self.emit("assert", ASSERTIONS.index(name), rest(mask))

    def look(self, direction: int, inner: Any, negated: bool, flags: int, rest: Entry) -> Entry:
        """What follows here or came before, which is matched by a part of its own that ends in ``match``. What groups
        in it have matched is found once the whole pattern has: they are then matched again where it looked last."""
        width = 0
        if direction < 0:
            width, longest = inner.getwidth()
            if width != longest:
                raise Unsupported("look-behind requires a fixed width")
        inside, keeps = self.apart(list(inner), negated, flags)
        return lambda mask: self.emit("look", inside, rest(mask), width << 1 | negated | keeps << 31)

    def atomic(self, inner: list[Any], flags: int, rest: Entry) -> Entry:
        """What matches first, and nothing else. That may be nothing, so that an open loop needs both cases."""
        inside, keeps = self.apart(inner, False, flags)
        takes = _least(inner) > 0
        return _once(lambda mask: self.emit("atomic", inside, rest(0), rest(mask) << 2 | takes << 1 | keeps))

    def apart(self, inner: list[Any], negated: bool, flags: int) -> tuple[int, bool]:
        """A part that is matched by itself: where it starts, and whether its groups are kept."""
        groups = _groups(inner)
        keeps = bool(groups) and not negated and self.saves
        if keeps and self.repeating and not groups <= _always(inner):
            # What it matched in an earlier pass would have to be kept.
            raise Unsupported(
                "a group inside of a repeated look-ahead, look-behind or atomic group that may match without it isn't "
                "supported"
            )
        outer = self.saves, self.unsaved
        self.saves, self.unsaved = keeps, self.unsaved if keeps else self.unsaved | groups
        inside = self.sequence(inner, flags, _once(lambda mask: self.emit("match")))(0)
        self.saves, self.unsaved = outer
        return inside, keeps

    # --- repetition ---------------------------------------------------------------------------------------------

    def repeat(self, body: list[Any], least: int, most: int, greedy: bool, flags: int, rest: Entry) -> Entry:
        more = most > 1
        self.repeating += more
        try:
            return self.times(body, least, most, greedy, flags, rest)
        finally:
            self.repeating -= more

    def times(self, body: list[Any], least: int, most: int, greedy: bool, flags: int, rest: Entry) -> Entry:
        unbounded = _unbounded(least, most)
        bit = 0
        if _least(body) == 0:
            bit, self.loops = 1 << self.loops, self.loops + 1
        if unbounded:
            rest = self.star(body, greedy, flags, bit, rest)
        else:
            out = rest
            for _ in range(most - least):
                if not bit:
                    rest(0)  # as in `sequence`
                rest = self.optional(body, greedy, flags, bit, rest, out)
        for _ in range(least):
            if not bit:
                rest(0)
            rest = self.sequence(body, flags, rest)
        return rest

    def star(self, body: list[Any], greedy: bool, flags: int, bit: int, out: Entry) -> Entry:
        places: dict[int, int] = {}

        def enter(mask: int) -> int:
            if mask not in places:
                place = places[mask] = self.reserve()
                self.split(place, inside()(mask | bit), out(mask), greedy)
            return places[mask]

        again = _once(lambda mask: out(mask & ~bit) if mask & bit else enter(mask))
        inside = functools.cache(lambda: self.again(body, flags, again))
        return enter

    def again(self, body: list[Any], flags: int, rest: Entry) -> Entry:
        """The body of a loop without limit, which is compiled when it is first entered."""
        self.repeating += 1
        try:
            return self.sequence(body, flags, rest)
        finally:
            self.repeating -= 1

    def optional(self, body: list[Any], greedy: bool, flags: int, bit: int, more: Entry, out: Entry) -> Entry:
        """The body and then ``more``, or ``out``."""
        inside = self.sequence(body, flags, _once(lambda mask: out(mask & ~bit) if mask & bit else more(mask)))

        def enter(mask: int) -> int:
            place = self.reserve()
            self.split(place, inside(mask | bit), out(mask), greedy)
            return place

        return _once(enter)

    def split(self, place: int, body: int, out: int, greedy: bool) -> None:
        self.code[place] = ("split", body, out, 0) if greedy else ("split", out, body, 0)

    def possessive(self, body: list[Any], least: int, most: int, flags: int, rest: Entry) -> Entry:
        characters = self.characters(body[0][0], body[0][1], flags) if len(body) == 1 else None
        if characters is None:
            return self.atomic([(constants.MAX_REPEAT, (least, most, body))], flags, rest)
        unbounded = _unbounded(least, most)
        number = self.sets.setdefault(characters, len(self.sets))
        if unbounded:
            rest = _once(self.spanning(number, rest))
        else:
            out = rest
            for _ in range(most - least):
                rest = _once(self.one_or_none(number, self.consume(characters, rest), out))
        for _ in range(least):
            rest = self.consume(characters, rest)
        return rest

    def spanning(self, number: int, rest: Entry) -> Entry:
        # Whether it matches anything isn't known here, so that an open loop needs both cases.
        def enter(mask: int) -> int:
            some = self.emit("span", number, rest(0))
            if mask == 0:
                return some
            return self.one_or_none(number, lambda mask: self.emit("set", number, some), rest)(mask)

        return enter

    def one_or_none(self, number: int, one: Entry, rest: Entry) -> Entry:
        """``one`` where a character of the set is next, ``rest`` only where there is none."""

        def enter(mask: int) -> int:
            none = self.emit("look", self.emit("set", number, self.emit("match")), rest(mask), 1)
            return self.emit("split", one(mask), none)

        return enter


def _unbounded(least: int, most: int) -> bool:
    """Whether a repetition has no upper limit. Raises Unsupported for limits that are too high."""
    unbounded = most == constants.MAXREPEAT
    if least > MAX_INSTRUCTIONS or (not unbounded and most > MAX_INSTRUCTIONS):
        raise Unsupported("the pattern is too big: its repetitions take too many instructions")
    return bool(unbounded)


def _least(tree: Any) -> int:
    """How many characters a part matches at least."""
    total = 0
    for op, value in tree:
        if op is constants.SUBPATTERN:
            total += _least(value[3])
        elif op is _ATOMIC:
            total += _least(value)
        elif op is constants.BRANCH:
            total += min(map(_least, value[1]))
        elif op in _REPEATS:
            total += value[0] * _least(value[2])
        elif op in _ONE:
            total += 1
    return total


def _is_single(ranges: Ranges) -> bool:
    return len(ranges) == 1 and ranges[0][0] == ranges[0][1]


def _groups(tree: Any) -> set[int]:
    """All groups of a tree."""
    found: set[int] = set()
    for op, value in tree:
        parts: list[Any] = []
        if op is constants.SUBPATTERN:
            found |= {value[0]} - {None}
            parts = [value[3]]
        elif op is constants.BRANCH or op is constants.GROUPREF_EXISTS:
            parts = [part for part in (value[1] if op is constants.BRANCH else value[1:]) if part is not None]
        elif op in _REPEATS:
            parts = [value[2]]
        elif op in (constants.ASSERT, constants.ASSERT_NOT):
            parts = [value[1]]
        elif op is _ATOMIC:
            parts = [value]
        found = found.union(*map(_groups, parts))
    return found


def _once(entry: Entry) -> Entry:
    """The same entry, laid out once for each mask."""
    return functools.cache(entry)
