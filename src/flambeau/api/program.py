"""Programs: compiled here or loaded from a file, called like the function that they were.

A program is immutable and may be called from many threads at once. Tensors go in without a copy: torch's, NumPy's, and
any object's with ``__dlpack__``. They come out as torch tensors where an argument was one, else as NumPy arrays where
an argument was one, else as torch tensors where torch has been imported::

    program = fl.load("resnet34.flam")
    logits = program(image)
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import IO, TYPE_CHECKING, Any, BinaryIO

# What loading and calling need, no more: the rest is imported where it is used, as it takes longer than both.
from ..errors import CompileError
from ..frontend import recording
from ..runtime import _core
from . import tensor_classes
from .traceback import with_user_frames

if TYPE_CHECKING:
    from ..bytecode import Code
    from ..ir.graph import Graph
    from .parity import Parity
    from .profiling import Profile
    from .signature import Signature


class Program(_core.Callable):
    """A compiled program. ``fl.script``, ``fl.trace``, ``fl.compile`` and ``fl.load`` make them."""

    def __init__(self, core: _core.Program, code: Code | None = None, graph: Graph | None = None,
                 source: str | bytes | None = None, report: str = "") -> None:  # fmt: skip
        """``code`` and ``graph`` of a program compiled here, ``source`` of one that was loaded."""
        self._core = core
        self._code = code
        self._graph = graph
        self._source = source
        self._tensor_classes = tensor_classes.read(core.metadata())
        super().__init__(core, vars(recording), bool(self._tensor_classes))
        self.report = report  # how it was compiled, in a sentence
        self.parity: Parity | None = None  # of one compiled here in lower precision: what that changed

    @classmethod
    def from_graph(cls, graph: Graph, report: str = "", shared: frozenset[int] | None = None) -> Program:
        """The program of an IR graph whose passes have run. Weights that lie in ``shared`` memory, all if that isn't
        given, are copied: later training doesn't reach the program."""
        from ..archive import pack
        from ..bytecode import lower
        from ..runtime import classes
        from . import precision
        from .memory import own_weights

        own_weights(graph, shared)
        code = lower(graph)
        metadata = {**tensor_classes.described(graph.tensor_classes), **precision.described(graph)}
        classes.remember({info.name: info.python for info in graph.classes.values() if info.python is not None})
        classes.remember(graph.exceptions)
        archive, storages = pack(code, metadata=metadata)
        held = [(storage.pointer, storage.size, storage.owner) for storage in storages]
        return cls(_core.Program.from_bytes(archive, held), code=code, graph=graph, report=report)

    # It is called by _core.Callable, which asks for what follows where it must.
    _at_user_lines = staticmethod(with_user_frames)

    def _recorder(self) -> recording.Recorder | None:
        """Of the trace that this thread is recording: it may be what calls the program."""
        return recording.active()

    def _check_tensor_classes(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        tensor_classes.check(self._tensor_classes, self, args, kwargs)

    def profile(self, *args: Any, **kwargs: Any) -> Profile:
        """Runs the program for about a second and says where the time goes, by operator and by source line."""
        from .profiling import profile

        return profile(self, args, kwargs)

    @property
    def signature(self) -> Signature:
        """How the program is called: names, types, defaults, result."""
        from .signature import Parameter, Signature

        name, parameters, result = self._core.signatures()[0]
        return Signature(name, tuple(Parameter(*p) for p in parameters), result)

    @property
    def graph(self) -> str:
        """The program as text: its IR where it was compiled here, its bytecode where it was loaded."""
        if self._graph is not None:
            from ..ir.text import print_graph

            return print_graph(self._graph)
        from ..bytecode import disassemble

        return disassemble(self.code)

    @property
    def graph_ir(self) -> Graph:
        """The IR, for a program that is called inside another one. Raises CompileError for a loaded program."""
        if self._graph is None:
            raise CompileError("a program that was loaded from a file can't be compiled into another one",
                               fix="call it beside the other one, or compile it again from its source")  # fmt: skip
        return self._graph

    @property
    def code(self) -> Code:
        """The program's bytecode."""
        if self._code is None:
            from ..archive import read

            assert self._source is not None
            self._code = read(self._source).code
        return self._code

    @property
    def metadata(self) -> dict[str, str]:
        """What was saved as ``metadata``."""
        from . import precision

        own = (precision.KEY, tensor_classes.KEY)
        return {key: value for key, value in self._core.metadata().items() if key not in own}

    @property
    def precision(self) -> str:
        """How it computes with floats: "float32", "exact", "bf16" or "int8"."""
        from . import precision

        return precision.read(self._core.metadata())

    @property
    def extra_files(self) -> dict[str, bytes]:
        """What was saved as ``extra_files``, by name."""
        return self._core.extra_files()

    @property
    def weight_bytes(self) -> int:
        """The bytes of its constant tensors."""
        return self._core.weight_bytes()

    @property
    def has_state(self) -> bool:
        """Whether calls change what later calls see: attributes that ``forward`` assigns, buffers that it writes to.

        Calls of one instance then wait for each other; ``clone()`` makes another one.
        """
        return self._core.has_state()

    def clone(self) -> Program:
        """Another instance, which shares code and weights; its state starts as this one's did."""
        made = Program(self._core.clone(), self._code, self._graph, self._source, self.report)
        made.parity = self.parity
        return made

    def reset_state(self) -> None:
        """Forgets what calls have kept: the state starts anew."""
        self._core.reset_state()

    def save(self, target: str | os.PathLike[str] | BinaryIO, *, extra_files: Mapping[str, str | bytes] | None = None,
             metadata: Mapping[str, str] | None = None) -> None:  # fmt: skip
        """Writes a ``.flam`` file, with the program's state as it is now.

        What the program was loaded with is kept, unless given anew under the same name.
        """
        from ..archive import write
        from .state import with_state

        code = with_state(self.code, self._core.state()) if self.has_state else self.code
        write(target, code, metadata={**self._core.metadata(), **(metadata or {})},
              extra_files={**self.extra_files, **(extra_files or {})})  # fmt: skip

    def __repr__(self) -> str:
        return f"<flambeau.Program {self.signature}>"

    def __copy__(self) -> Program:
        """The same instance, state and all."""
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Program:
        return self.clone() if self.has_state else self


def load(source: str | os.PathLike[str] | bytes | IO[bytes]) -> Program:
    """Loads a ``.flam`` file, by path (mapped into memory), as bytes, or from an open binary file.

    Raises ArchiveError where it is damaged or no such file, OSError where it can't be read.
    """
    if isinstance(source, (str, os.PathLike)):
        path = os.fspath(source)
        with open(path, "rb"):  # for Python's own FileNotFoundError and its like
            pass
        return Program(_core.Program.load(path), source=path)
    content = bytes(source) if isinstance(source, (bytes, bytearray, memoryview)) else source.read()
    return Program(_core.Program.from_bytes(content, []), source=content)


def get_num_threads() -> int:
    """How many threads a program's kernels share, the caller's included."""
    return _core.thread_count()


def set_num_threads(count: int) -> None:
    """Sets how many threads kernels share, for the whole process. Not while a program runs."""
    _core.set_thread_count(count)
