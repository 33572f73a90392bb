"""Calls that are made while the program is compiled, because all their arguments are known, and those that may not be.

Python's builtins and its standard library are simply called, as long as what they give is the same whenever they are::

    os.path.join("a", "b")        "a/b"
    os.path.exists("a")           refused: it would tell of the machine that compiles
    datetime.now()                refused: it would be the time of the compilation for ever
    hasher.update(b"a")           refused: the object would be changed now, not in each run

``may_run`` says whether a call is made, ``refuse`` tells why one can't be.
"""

from __future__ import annotations

import datetime
import decimal
import enum
import fractions
import functools
import inspect
import logging
import pathlib
import random
import re
import string
import struct
import sys
import types
import uuid
from collections.abc import Collection
from typing import TYPE_CHECKING, Any

import numpy as np

from . import objects
from .values import Abstract, Static

if TYPE_CHECKING:
    from .interpreter import Interpreter


class _Reason:
    def __init__(self, text: str, fix: str) -> None:
        self.text = text  # goes on behind the function's name
        self.fix = fix

    def refusal(self, name: str) -> str:
        return f"{name}() {self.text}"


_FILES = _Reason(
    "reaches files, and a program has none",
    "do it before the program starts: pass what comes of it, or keep that in a global or an attribute",
)
_MACHINE = _Reason("acts on the process or machine that it runs on", "do it outside of the program")
_CLOCK = _Reason(
    "tells the time at which it is called, which a program doesn't know",
    "pass the time to the program; for seconds since 1970 there is time.time()",
)
_DRAWN = _Reason(
    "draws random numbers, which no program can draw as Python does",
    "draw them before the program runs and pass them in, or use torch's random functions",
)
_TRACEBACK = _Reason("needs the traceback, and a program has none", "use the exception: repr(error)")
NAMES = _Reason(
    "gives variables by their names, which a program doesn't keep", "use the variables, or a dict with these entries"
)


class _Except:
    """All names but these."""

    def __init__(self, names: str) -> None:
        self.names = frozenset(names.split())

    def __contains__(self, name: str) -> bool:
        return name not in self.names


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ALL = _Except("")
_PATHS = frozenset(set(dir(pathlib.Path)) - set(dir(pathlib.PurePath)))  # what only a path that is of a system has
_CLOCKS = _names("localtime gmtime ctime asctime strftime clock_gettime clock_gettime_ns thread_time thread_time_ns")

# By the module that a function is of, or the package around it: which of its functions are meant, and why.
_OUTSIDE: dict[str, list[tuple[Collection[str] | _Except, _Reason]]] = {
    **{name: [(_ALL, _DRAWN)] for name in ("random", "secrets", "numpy.random")},
    "uuid": [(_names("uuid1 uuid6 uuid7 uuid8 getnode"), _DRAWN)],
    "time": [(_CLOCKS, _CLOCK), (_names("sleep tzset clock_settime"), _MACHINE)],
    "datetime": [(_names("now utcnow today"), _CLOCK)],
    "_pydatetime": [(_names("now utcnow today"), _CLOCK)],
    "pathlib": [(_PATHS, _FILES)],
    **{name: [(_names("exists lexists isfile isdir islink ismount isjunction isdevdrive getsize getmtime getatime "
                      "getctime samefile sameopenfile samestat abspath realpath relpath expanduser"), _FILES)]
       for name in ("posixpath", "ntpath", "genericpath")},
    "os": [(_names("makedirs removedirs renames walk fwalk popen fdopen"), _FILES), (_names("execl execv spawnl spawnv "
            "putenv unsetenv"), _MACHINE)],
    **{name: [(_names("system kill _exit abort fork execv execve getpid getppid getuid getlogin uname urandom nice "
                      "wait waitpid times putenv unsetenv getloadavg getrandom"), _MACHINE),
              (_Except("fspath cpu_count strerror device_encoding"), _FILES)] for name in ("posix", "nt")},
    **{name: [(_ALL, _FILES)] for name in (
        "glob", "shutil", "tempfile", "fileinput", "linecache", "zipfile", "tarfile", "dbm", "sqlite3", "mmap",
        "filecmp", "pkgutil", "mailbox")},
    "_io": [(_Except("StringIO BytesIO"), _FILES)],
    "io": [(_names("open open_code"), _FILES)],
    "codecs": [(_names("open"), _FILES)],
    **{name: [(_names("open GzipFile BZ2File LZMAFile"), _FILES)] for name in ("gzip", "bz2", "lzma", "wave")},
    "numpy": [(_names("fromfile"), _FILES)],
    "torch.serialization": [(_names("save load"), _FILES)],
    "torch.jit": [(_names("save load"), _FILES)],
    "torch.hub": [(_ALL, _FILES)],
    "torch": [(_names("set_num_threads set_num_interop_threads set_flush_denormal set_default_dtype set_default_device "
                      "set_default_tensor_type"), _MACHINE)],
    **{name: [(_ALL, _MACHINE)] for name in (
        "subprocess", "_posixsubprocess", "socket", "_socket", "ssl", "select", "selectors", "http", "urllib.request",
        "ftplib", "smtplib", "imaplib", "poplib", "xmlrpc", "socketserver", "multiprocessing", "threading", "_thread",
        "concurrent", "asyncio", "signal", "_signal", "getpass", "ctypes", "_ctypes", "webbrowser", "resource",
        "fcntl", "pty", "tty", "termios", "curses", "tkinter", "readline", "pdb", "atexit", "faulthandler",
        "tracemalloc", "sched")},
    "sys": [(_names("settrace setprofile setswitchinterval addaudithook _getframe _current_frames"), _MACHINE)],
    "traceback": [(_ALL, _TRACEBACK)],
    "builtins": [(_names("breakpoint help"), _MACHINE), (_names("globals dir"), NAMES)],
    "_sitebuiltins": [(_names("_Helper"), _MACHINE)],
    "cv2": [(_names("VideoCapture VideoWriter"), _FILES)],
}  # fmt: skip

# Objects that no method changes: those of these classes may be asked while the program is compiled.
_FIXED = (
    str, bytes, bool, int, float, complex, type(None), tuple, frozenset, range, slice, type, enum.Enum,
    types.ModuleType, types.FunctionType, types.BuiltinFunctionType, types.MethodType, types.MappingProxyType,
    types.CodeType, types.GenericAlias, types.UnionType, property, functools.partial, inspect.Signature,
    inspect.Parameter, re.Pattern, re.Match, struct.Struct, datetime.date, datetime.time, datetime.timedelta,
    datetime.tzinfo, decimal.Decimal, fractions.Fraction, pathlib.PurePath, uuid.UUID, string.Formatter,
    string.Template, np.dtype, np.generic, BaseException, logging.Logger, logging.LoggerAdapter,
)  # fmt: skip
# And what has rules of its own, or is read as it is where the program finds it.
_READ = (list, dict, set, np.ndarray)
# Methods that change no object of any class.
_ASKING = _names("digest hexdigest copy tolist tobytes count index")


def refuse(interp: Interpreter, function: Any, args: list[Abstract]) -> None:
    """Refuses a call that depends on more than its arguments, or does more than give a result."""
    drawer = objects.class_of(args[0]) if args else None
    if function is random.Random or (isinstance(drawer, type) and issubclass(drawer, random.Random)):
        return  # a generator of the program's own
    for home, names in _homes(function):
        for meant, reason in _found(home):
            if any(name in meant for name in names):
                shown = getattr(function, "__qualname__", None) or name_of(function)
                interp.refuse(reason.refusal(shown), reason.fix)


def name_of(function: Any) -> str:
    name: str = getattr(function, "__name__", None) or type(function).__name__
    return name


def _homes(function: Any) -> list[tuple[str, list[str]]]:
    """The modules that a function belongs to, with the names that it or its class has there."""
    owner = getattr(function, "__self__", None)
    name = name_of(function)
    found = [(getattr(function, "__module__", None), [name])]
    holder = getattr(function, "__objclass__", None) or (owner if isinstance(owner, type) else type(owner))
    if isinstance(owner, types.ModuleType):
        found.append((owner.__name__, [name]))
    elif owner is not None or isinstance(holder, type) and holder is not type(None):
        found.append((holder.__module__, [name, holder.__name__]))
    if not isinstance(function, (type, types.FunctionType)) and owner is None:
        found.append((type(function).__module__, [type(function).__name__]))
    return [(home, names) for home, names in found if home]


def _found(home: str) -> list[tuple[Any, _Reason]]:
    return _OUTSIDE.get(home) or _OUTSIDE.get(home.partition(".")[0], [])


def may_run(interp: Interpreter, function: Any, args: list[Abstract]) -> bool:
    """Whether a call with nothing but known arguments is simply made now: builtins and the standard library."""
    if not _is_library(function):
        return False
    receiver = _receiver(function, args)
    if receiver is None or isinstance(receiver, (*_FIXED, *_READ)) or _is_torch(receiver):
        return True
    if name_of(function) in _ASKING:
        return True
    if isinstance(function, types.FunctionType):
        return False  # it is read, and what it changes is the program's
    kind = type(receiver)
    interp.refuse(
        f"{kind.__name__}.{name_of(function)}() may change the {kind.__name__}, which is written in C",
        "do it before the program starts, and keep what comes of it",
    )


def _receiver(function: Any, args: list[Abstract]) -> Any:
    """The object whose method is called; None for a plain function."""
    owner = getattr(function, "__self__", None)
    if owner is not None:
        return owner
    if not isinstance(function, (types.MethodDescriptorType, types.WrapperDescriptorType)):
        first = function.__qualname__.rpartition(".")[0] if isinstance(function, types.FunctionType) else ""
        if not first or "<locals>" in first:
            return None
    return args[0].value if args and isinstance(args[0], Static) else None


def _is_torch(value: Any) -> bool:
    return (type(value).__module__ or "").partition(".")[0] == "torch"


def _is_library(function: Any) -> bool:
    if isinstance(function, (types.BuiltinFunctionType, types.MethodDescriptorType, types.WrapperDescriptorType)):
        return True
    if isinstance(function, (type(len), types.MethodWrapperType)):
        return True
    module = getattr(function, "__module__", None) or ""
    return module.partition(".")[0] in sys.stdlib_module_names and module.partition(".")[0] != "__main__"
