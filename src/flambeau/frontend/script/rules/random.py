"""Python's ``random``: ``random.Random`` is compiled from its own source, its generator is the runtime's.

The module's functions are methods of an instance that nobody sees; it is state of the program, unseeded at first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .... import types as ty
from ....stdlib import drawing, numpy_generator
from ..values import NONE, Abstract
from . import function

if TYPE_CHECKING:
    from ..interpreter import Interpreter


@function(drawing.word)
def word(interp: Interpreter, state: Abstract) -> Abstract:
    return interp.op("py::twister_word", interp.escape(state), result=ty.INT)


@function(drawing.double)
def double(interp: Interpreter, state: Abstract) -> Abstract:
    return interp.op("py::twister_double", interp.escape(state), result=ty.FLOAT)


@function(drawing.start)
def start(interp: Interpreter, state: Abstract, key: Abstract) -> Abstract:
    interp.op("py::twister_seed", interp.escape(state), interp.lift(key))
    return NONE


# --- the generator of numpy.random.default_rng ----------------------------------------------------------------------


@function(numpy_generator.seed)
def seed_pcg(interp: Interpreter, state: Abstract, key: Abstract) -> Abstract:
    interp.op("py::pcg_seed", interp.escape(state), interp.lift(key))
    return NONE


@function(numpy_generator.double)
def double_of_pcg(interp: Interpreter, state: Abstract) -> Abstract:
    return interp.op("py::pcg_double", interp.escape(state), result=ty.FLOAT)


@function(numpy_generator.normal)
def normal_of_pcg(interp: Interpreter, state: Abstract) -> Abstract:
    return interp.op("py::pcg_normal", interp.escape(state), result=ty.FLOAT)


@function(numpy_generator.below)
def below_of_pcg(interp: Interpreter, state: Abstract, most: Abstract) -> Abstract:
    return interp.op("py::pcg_below", interp.escape(state), most, result=ty.INT)
