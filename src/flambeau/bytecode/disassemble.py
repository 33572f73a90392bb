"""The text form of bytecode: one instruction a line, with the user's line beside the first that comes from it.

::

    function forward(r0: Tensor, r1: int) -> Tensor:  3 registers
        0  add_int            r1 = r1, 1                                 # model.py:3
        4  call_operator      r2 = aten::add.Tensor(r0!, r1, 1)          # model.py:4
       10  return             r2!

``r0!`` is the last use of a register, ``-> 20`` a jump to the word numbered 20; constants are written out.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from .code import Code, FunctionCode
from .constants import Constant
from .opcodes import CONSTANT, INDEX_MASK, KIND_SHIFT, KINDS, LAST, Opcode, by_number


def disassemble(code: Code) -> str:
    """All functions of the program, the entry first."""
    return "\n".join("\n".join(_function(code, function)) for function in code.functions) + "\n"


def show_constant(constant: Constant) -> str:
    """A constant as it appears in the listing."""
    value = constant.value
    match constant.kind:
        case "none":
            return "None"
        case "unbound" | "ellipsis":
            return {"unbound": "<unbound>", "ellipsis": "..."}[constant.kind]
        case "float":
            return repr(struct.unpack("<d", value)[0])
        case "complex":
            return repr(complex(*struct.unpack("<dd", value)))
        case "dtype":
            return str(value)
        case "device":
            return value[0] if value[1] < 0 else f"{value[0]}:{value[1]}"
        case "tuple" | "list" | "size":
            inner = ", ".join(show_constant(item) for item in value)
            comma = "," if constant.kind == "tuple" and len(value) == 1 else ""
            return {"tuple": f"({inner}{comma})", "list": f"[{inner}]", "size": f"Size({inner})"}[constant.kind]
        case "dict" | "set":
            return f"<{constant.kind} of {len(value) // (2 if constant.kind == 'dict' else 1)}>"
        case "class":
            return f"<class {value}>"
        case "member":
            return f"<{value[0]}.{value[1]}>"
        case "tensor":
            return f"<{value.dtype} {list(value.sizes)}>"
    text = repr(value)
    return text if len(text) <= 40 else text[:37] + "..."


def _function(code: Code, function: FunctionCode) -> Iterator[str]:
    parameters = ", ".join(f"r{index}: {type}" for index, type in enumerate(function.parameters))
    yield f"function {function.name}({parameters}) -> {function.return_type}:  {function.register_count} registers"
    lines = dict(function.lines)
    position = 0
    while position < len(function.words):
        opcode = by_number()[function.words[position] & 0xFF]
        length = function.words[position] >> 8
        words = list(function.words[position + 1 : position + length])
        text = f"  {position:5}  {opcode.name:<14} {_instruction(code, opcode, words)}".rstrip()
        span = lines.get(position, -1)
        yield f"{text:<78}  # {code.spans[span].file}:{code.spans[span].line}" if span >= 0 else text
        position += length
    for handler in function.handlers:
        yield f"  exceptions in {handler.start} to {handler.end} -> {handler.target}, r{handler.register}"


def _instruction(code: Code, opcode: Opcode, words: list[int]) -> str:
    immediates = dict(zip(opcode.immediates, words))
    rest = words[len(opcode.immediates) :]
    count = len(opcode.results)
    name = ""
    if opcode.name == "call_operator":
        used = code.operators[immediates["operator"]]
        name, count = used.name, used.results
    elif opcode.results == ("*",):
        count = len(rest) - len(opcode.operands)
    elif opcode.name == "call":
        name = code.functions[immediates["function"]].name
    results = ", ".join(f"r{word}" for word in rest[:count])
    loop = opcode.name == "loop"
    operands = ", ".join(_operand(code, word, loop) for word in rest[count:])
    text = f"{name}({operands})" if name else operands
    if "type" in immediates:
        text += f" as {code.types[immediates['type']]}"
    if "label" in immediates:
        text = f"{text} -> {immediates['label']}".lstrip()
    return f"{results} = {text}" if results else text


def _operand(code: Code, word: int, loop: bool) -> str:
    index = word & INDEX_MASK
    if word & CONSTANT:
        return show_constant(code.constants[index])
    kind = word >> KIND_SHIFT & 3
    return f"r{index}" + ("!" if word & LAST else "") + (f": {KINDS[kind]}" if loop and kind else "")
