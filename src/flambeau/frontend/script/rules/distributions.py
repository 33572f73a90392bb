"""``torch.distributions``: which formula tells two distributions apart depends on their classes, which are known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from torch.distributions import kl

from .. import objects
from ..values import Abstract, Static
from . import function

if TYPE_CHECKING:
    from ..interpreter import Interpreter


@function(kl.kl_divergence)
def _kl_divergence(interp: Interpreter, p: Abstract, q: Abstract) -> Abstract:
    classes = [type(one.value) if isinstance(one, Static) else objects.class_of(one) for one in (p, q)]
    if None in classes:
        interp.refuse("kl_divergence() of distributions whose classes the path decides isn't supported")
    formula = kl._dispatch_kl(*classes)  # type: ignore[no-untyped-call]
    if formula is NotImplemented:
        names = ", ".join(f"{cls.__module__}.{cls.__qualname__}" for cls in classes if cls is not None)
        interp.raise_(NotImplementedError, f"No KL(p || q) is implemented for p type and q type: {names}")
    return interp.call(Static(formula), [p, q])
