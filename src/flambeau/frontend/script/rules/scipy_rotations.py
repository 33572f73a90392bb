"""scipy.spatial.transform.Rotation: ``stdlib/scipy_rotations.py``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.spatial.transform import Rotation

from ....stdlib import scipy_rotations
from ..values import Abstract, Static
from . import FUNCTIONS, calls, instance_method

if TYPE_CHECKING:
    from ..interpreter import Interpreter

for _name in "from_quat from_matrix from_rotvec from_euler identity".split():
    FUNCTIONS[getattr(Rotation, _name)] = calls(getattr(scipy_rotations, _name))


def _method_of_one_from_outside(name: str) -> None:
    @instance_method(Rotation, name)
    def rule(interp: Interpreter, self: Abstract, *args: Abstract, **kwargs: Abstract) -> Abstract:
        made = interp.python(self)
        quats = interp.call(Static(np.array), [Static(np.atleast_2d(made.as_quat()))])
        rotation = interp.call(Static(scipy_rotations.Rotation), [quats, Static(made.single)])
        return interp.call(interp.getattr(rotation, name), list(args), kwargs)


for _name in "as_quat as_matrix as_rotvec as_euler magnitude inv apply __mul__ __getitem__ __len__".split():
    _method_of_one_from_outside(_name)
