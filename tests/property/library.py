"""What programs take from the standard library: collections, itertools, functools, heapq, bisect, re, json and operator."""

from __future__ import annotations

from .kinds import BOOL, FLOAT, INT, STR, Kind, dict_of, list_of, optional, tuple_of
from .statements import body, statement
from .writer import Writer, makes

PATTERNS = (
    r"\d+",
    r"[a-c]",
    r"(\w)(\w*)",
    r"^\s*(-?\d+)",
    r"l+|b",
    r"(?P<first>[A-Z])?b",
    r"\W",
    r"a|",
    r"(?i)[az]",
    r".\b",
)


# --- collections ----------------------------------------------------------------------------------------------------


@makes("dict", 1)
def _counted(w: Writer, kind: Kind, depth: int) -> str | None:
    key, value = kind.args
    if value != INT:
        return None
    xs = w.expr(list_of(key), depth - 1)
    return w.rng.choice([f"dict(collections.Counter({xs}))", f"dict(collections.Counter({xs}) + collections.Counter({w.plain(list_of(key))}))",
                         f"dict(collections.Counter({xs}).most_common(2))"])  # fmt: skip


@statement(3)
def _default_dict(w: Writer, depth: int) -> None:
    """A dict that makes what is missing, filled in a loop."""
    name, key, value, plain = w.name("d"), w.name("e"), w.name("e"), w.name()
    keys, held = w.rng.choice([INT, STR]), w.rng.choice([INT, STR, FLOAT])
    factory, line, kind = w.rng.choice([
        ("list", f"{name}[{key}].append({value})", list_of(held)), ("int", f"{name}[{key}] += 1", INT),
        ("lambda: 7", f"{name}[{key}] -= 2", INT), ("dict", f"{name}[{key}][{value}] = {key}", dict_of(held, keys)),
    ])  # fmt: skip
    w.line(f"{name} = collections.defaultdict({factory})")
    w.line(f"for {key}, {value} in zip({w.expr(list_of(keys), 2)}, {w.expr(list_of(held), 2)}):")
    w.line(f"    {line}")
    if w.chance(0.3):
        w.line(f"{name}[{w.plain(keys)}]")
    w.line(
        f"{plain} = {w.rng.choice([f'dict({name})', f'{{k: q for k, q in {name}.items()}}', f'dict(sorted({name}.items()))'])}"
    )
    w.variables[plain] = dict_of(keys, kind)


@statement(3)
def _deque(w: Writer, depth: int) -> None:
    name, taken, element = w.name("q"), w.name(), w.rng.choice([INT, INT, STR, tuple_of(INT, STR)])
    w.line(f"{name} = collections.deque({w.expr(list_of(element), 2)}{w.rng.choice(['', ', maxlen=3'])})")
    for _ in range(w.rng.randint(1, 3)):
        value = w.expr(element, 1)
        w.line(w.rng.choice([f"{name}.append({value})", f"{name}.appendleft({value})", f"{name}.rotate({w.rng.randint(-2, 2)})", f"{name}.extend([{value}])",
                             f"if {name}: {name}.popleft()", f"if {name}: {name}[-1] = {value}", f"{name}.reverse()", f"{name}.extendleft([{value}, {w.plain(element)}])"]))  # fmt: skip
    if w.chance(0.4) and depth > 0 and element == INT:
        step = w.name("n")
        w.line(f"{step} = 0")
        w.line(f"while {name} and {step} < 6:")
        w.line(f"    {step} += 1")
        w.line(f"    {taken} = {name}.{w.rng.choice(['pop', 'popleft'])}()")
        w.line(f"    if {taken} > 0:")
        w.line(f"        {name}.append({taken} - 2)")
        w.variables[step] = INT
    w.line(f"{taken} = {w.rng.choice([f'list({name})', f'[q for q in reversed({name})]', f'sorted({name})'])}")
    w.variables[taken] = list_of(element)


# --- itertools and functools ----------------------------------------------------------------------------------------


@makes("list", 3)
def _by_itertools(w: Writer, kind: Kind, depth: int) -> str | None:
    element = kind.args[0]
    xs = w.expr(kind, depth - 1)
    ways = [f"list(itertools.chain({xs}, {w.plain(kind)}))[:9]", f"list(itertools.islice({xs}, {w.rng.randint(0, 2)}, None, 2))",
            f"list(itertools.chain.from_iterable([{xs}, {w.plain(kind)}]))[:9]", f"list(itertools.compress({xs}, {w.expr(list_of(BOOL), depth - 1)}))",
            f"list(itertools.repeat({w.expr(element, depth - 1)}, {w.rng.randint(0, 3)}))"]  # fmt: skip
    if element == INT:
        ways += [f"list(itertools.accumulate({xs}))", f"list(itertools.accumulate({xs}, max))", f"list(itertools.accumulate({xs}, lambda q, r: (q * r) % 31, initial=1))",
                 f"list(itertools.takewhile(lambda q: q > {w.plain(INT)}, {xs}))", f"list(itertools.dropwhile(lambda q: q < 3, {xs}))",
                 f"[len(list(q)) for _, q in itertools.groupby({xs})]", f"[q * r for q, r in itertools.product({xs}[:3], repeat=2)]",
                 f"list(itertools.starmap(lambda q, r: q - r, zip({xs}, {xs}[1:])))", f"[q for q, _ in zip(itertools.cycle({xs} or [0]), range(4))]",
                 f"[q for q, _ in zip(itertools.count({w.plain(INT)}, 2), {xs})]", f"heapq.nsmallest(2, {xs})", f"heapq.nlargest(3, {xs}, key=lambda q: q % 4)",
                 f"list(heapq.merge(sorted({xs}), [1, 4]))"]  # fmt: skip
    if element.name == "tuple" and len(element.args) == 2:
        a, b = element.args
        if a == b:
            ys = w.expr(list_of(a), depth - 1)
            ways += [f"list(itertools.{w.rng.choice(['combinations', 'permutations'])}({ys}[:3], 2))", f"list(itertools.pairwise({ys}))"] * 2  # fmt: skip
        ways += [f"list(itertools.product({w.expr(list_of(a), depth - 1)}[:3], {w.expr(list_of(b), depth - 1)}[:2]))"]
    if element.name == "list" and element.args[0].ordered:
        ways += [f"[list(q) for _, q in itertools.groupby({w.expr(element, depth - 1)}, key=lambda q: str(q)[:1])]"] * 2
    return w.rng.choice(ways)


@makes("int", 1)
def _reduced(w: Writer, kind: Kind, depth: int) -> str:
    xs = w.expr(list_of(INT), depth - 1)
    return w.rng.choice([f"functools.reduce(operator.xor, {xs}, {w.plain(INT)})", f"functools.partial(pow, {w.plain(INT)} % 9, mod=17)(exp=3)",
                         f"functools.partial(lambda q, r=1: q - r, r={w.plain(INT)})({w.expr(INT, depth - 1)})", f"math.gcd({w.plain(INT)}, {w.expr(INT, depth - 1)})",
                         f"bisect.bisect_{w.rng.choice(['left', 'right'])}(sorted({xs}), {w.plain(INT)})", f"math.comb(abs({w.plain(INT)}) % 9, 3)", f"math.prod(q % 7 for q in {xs})",
                         f"operator.itemgetter({w.rng.choice(['0', '-1'])})({xs} or [5])", f"(sum(map(operator.mul, {xs}, {w.expr(list_of(INT), depth - 1)})) % 1009)"])  # fmt: skip


@statement(2)
def _heap(w: Writer, depth: int) -> None:
    name, taken = w.name("h"), w.name()
    element = w.rng.choice([INT, tuple_of(INT, STR), tuple_of(FLOAT, INT)])
    w.line(f"{name} = {w.expr(list_of(element), 2)}")
    w.line(f"heapq.heapify({name})")
    w.variables[name] = list_of(element)
    for _ in range(w.rng.randint(1, 3)):
        value = w.expr(element, 1)
        w.line(w.rng.choice([f"heapq.heappush({name}, {value})", f"heapq.heapreplace({name}, {value})" if w.chance(0.2) else f"heapq.heappushpop({name}, {value})",
                             f"bisect.insort({name}, {value})"]))  # fmt: skip
    if w.chance(0.5):
        w.line(f"{taken} = [heapq.heappop({name}) for _ in range(min(len({name}), {w.rng.randint(1, 3)}))]")
        w.variables[taken] = list_of(element)


@statement(1)
def _groups(w: Writer, depth: int) -> None:
    """Groups that a loop goes through while they last."""
    if depth <= 0 or w.loops >= 2:
        return
    key, group, name = w.name("e"), w.name("e"), w.name()
    w.line(f"{name} = []")
    w.variables[name] = list_of(INT)
    w.line(
        f"for {key}, {group} in itertools.groupby({w.expr(list_of(INT), 2)}, key=lambda q: q % {w.rng.randint(2, 3)}):"
    )
    before = dict(w.variables)
    with w.block():
        w.loops += 1
        w.variables[key] = INT
        if w.chance(0.4):
            body(w, 0, 1)
        if w.chance(0.3):
            w.line(f"if {w.expr(BOOL, 1)}:")
            w.line("    continue")
        w.line(f"{name}.append({w.rng.choice([f'sum({group})', f'max({group})', f'len(list({group})) * 10 + {key}'])})")
        w.loops -= 1
    w.variables = before


@statement(1)
def _memo(w: Writer, depth: int) -> None:
    """A nested function that calls itself and remembers."""
    name, target = w.name("memo"), w.name()
    w.line(w.rng.choice(["@functools.lru_cache(maxsize=None)", "@functools.cache"]))
    w.line(f"def {name}(n, m=1):")
    w.line(f"    if n <= {w.rng.randint(0, 1)}:")
    w.line(f"        return {w.rng.choice(['m', 'n + m', '1'])}")
    w.line(f"    return {name}(n - 1, {w.rng.choice(['m', 'n % 3', 'm + 1'])}) {w.rng.choice('+-')} {name}(n - 2)")
    w.line(f"{target} = {name}(abs({w.expr(INT, 1)}) % {w.rng.randint(5, 12)})")
    w.variables[target] = INT


# --- texts ----------------------------------------------------------------------------------------------------------


@makes("list", 1)
def _found(w: Writer, kind: Kind, depth: int) -> str | None:
    s = w.expr(STR, depth - 1)
    pattern = w.rng.choice(PATTERNS)
    if kind.args[0] == STR:
        return w.rng.choice([f"re.findall(r{w.rng.choice([PATTERNS[0], PATTERNS[1], PATTERNS[4], PATTERNS[6]])!r}, {s})".replace("\\\\", "\\"),
                             f"re.split(r'[,\\s]+', {s})", f"[q.group(0) for q in re.finditer(r'{pattern}', {s})]", f"re.split(r'([ab])', {s}, maxsplit=2)"])  # fmt: skip
    if kind.args[0] == INT:
        return w.rng.choice(
            [f"[q.start() for q in re.finditer(r'{pattern}', {s})]", f"[int(q) for q in re.findall(r'-?\\d+', {s})]"]
        )
    if kind.args[0] == tuple_of(STR, STR):
        return f"re.findall(r'(\\w)(\\w*)', {s})"
    return None


@makes("str", 2)
def _by_pattern(w: Writer, kind: Kind, depth: int) -> str:
    s, pattern = w.expr(STR, depth - 1), w.rng.choice(PATTERNS)
    return w.rng.choice([f"re.sub(r'{pattern}', {w.rng.choice(['<>', '', '-'])!r}, {s})[:20]", f"re.sub(r'(\\w)(\\w*)', r'\\2\\1', {s})",
                         f"re.sub(r'\\d+', lambda q: str(int(q.group()) + 1), {s})", f"json.dumps({w.expr(w.rng.choice([list_of(INT), dict_of(STR, FLOAT), list_of(STR), BOOL]), depth - 1)})[:40]",
                         f"re.sub(r'{pattern}', '.', {s}, count=1)"])  # fmt: skip


@makes("bool", 1)
def _matches(w: Writer, kind: Kind, depth: int) -> str:
    s, pattern = w.expr(STR, depth - 1), w.rng.choice(PATTERNS)
    return w.rng.choice(
        [
            f"bool(re.{w.rng.choice(['match', 'search', 'fullmatch'])}(r'{pattern}', {s}))",
            f"(re.search(r'{pattern}', {s}) is None)",
        ]
    )


@statement(2)
def _matched(w: Writer, depth: int) -> None:
    """What a pattern found, if it did."""
    found, first, rest = w.name("found"), w.name(), w.name()
    w.line(f"{found} = re.{w.rng.choice(['match', 'search'])}(r'(\\w+)[ ,](\\w*)', {w.expr(STR, 2)})")
    form = w.rng.choice(["groups", "group", "span"])
    if form == "groups":
        w.line(f"{first}, {rest} = {found}.groups() if {found} else ({w.plain(STR)}, 'none')")
        w.variables.update({first: STR, rest: STR})
    elif form == "group":
        w.line(f"{first} = {found}.group({w.rng.choice(['1', '2', '0'])}) if {found} is not None else None")
        w.variables[first] = optional(STR)
    else:
        w.line(f"{first} = (0, 0)")
        w.line(f"if {found}:")
        w.line(f"    {first} = {found}.{w.rng.choice(['span()', 'span(2)'])}")
        w.variables[first] = tuple_of(INT, INT)


@statement(1)
def _by_json(w: Writer, depth: int) -> None:
    name, kind = (
        w.name(),
        w.rng.choice(
            [list_of(INT), dict_of(STR, INT), dict_of(STR, list_of(FLOAT)), list_of(STR), list_of(list_of(INT))]
        ),
    )
    w.line(f"{name}: {kind.annotation} = json.loads(json.dumps({w.expr(kind, 2)}))")
    text = w.name()
    w.line(
        f"{text} = json.dumps({name}{w.rng.choice(['', ', indent=1', ', sort_keys=True', ', ensure_ascii=False'])})[:50]"
    )
    w.variables[text] = STR
