"""scikit-learn's fitted estimators. Their own Python is compiled; here is what it asks of its input and of libraries
of arrays (``stdlib/sklearn_checks.py``), and what is compiled code there."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from ....stdlib import sklearn_checks
from ..values import NONE, Abstract, Static, TupleValue
from . import Rule, function, instance_method

if TYPE_CHECKING:
    from ..interpreter import Interpreter

_SAMPLE = np.zeros((1, 1))  # stands for any input: they all are NumPy's


def _loaded(module: str, name: str) -> Any:
    """What scikit-learn, or SciPy for it, has under this name; None where a version doesn't, or isn't imported."""
    found: Any = sys.modules.get(module if module.startswith("scipy.") else f"sklearn.{module}")
    for part in name.split("."):
        found = getattr(found, part, None)
    return found


_rules: dict[tuple[str, str], Rule] = {}


def _rule_of(module: str, name: str) -> Callable[[Rule], Rule]:
    def keep(rule: Rule) -> Rule:
        _rules[module, name] = rule
        return rule

    return keep


def register_imported() -> None:
    """Registers the rules for what has been imported so far."""
    for (module, name), rule in _rules.items():
        found = _loaded(module, name)
        if found is not None:
            function(found)(rule)
    tree = _loaded("tree._tree", "Tree")
    if tree is not None:
        instance_method(tree, "apply")(_leaves)
        instance_method(tree, "predict")(_values_of_leaves)


def _as_of_numpy(module: str, name: str) -> None:
    @_rule_of(module, name)
    def answer(interp: Interpreter, *arrays: Abstract, **others: Abstract) -> Abstract:
        found = _loaded(module, name)(_SAMPLE)
        return TupleValue(tuple(map(Static, found))) if isinstance(found, tuple) else Static(found)


_as_of_numpy("utils._array_api", "get_namespace")
_as_of_numpy("utils._array_api", "get_namespace_and_device")
_as_of_numpy("utils._array_api", "device")
_as_of_numpy("externals.array_api_compat.common._helpers", "array_namespace")
_as_of_numpy("scipy._lib.array_api_compat.common._helpers", "array_namespace")


@_rule_of("utils._array_api", "check_same_namespace")
def check_same_namespace(interp: Interpreter, *args: Abstract, **kwargs: Abstract) -> Abstract:
    return NONE


@_rule_of("utils._array_api", "move_to")
def move_to(interp: Interpreter, *arrays: Abstract, xp: Abstract, device: Abstract) -> Abstract:
    return arrays[0] if len(arrays) == 1 else TupleValue(arrays)


@_rule_of("utils._tags", "get_tags")
def get_tags(interp: Interpreter, estimator: Abstract) -> Abstract:
    return Static(_loaded("utils._tags", "get_tags")(interp.python(estimator)))


@_rule_of("utils.validation", "check_is_fitted")
def check_is_fitted(interp: Interpreter, estimator: Abstract, *args: Abstract, **kwargs: Abstract) -> Abstract:
    given = {name: interp.python(value) for name, value in kwargs.items()}
    try:
        check = _loaded("utils.validation", "check_is_fitted")
        check(interp.python(estimator), *map(interp.python, args), **given)
    except ValueError as error:
        interp.raise_(type(error), str(error))
    return NONE


@_rule_of("utils.validation", "check_array")
def check_array(
    interp: Interpreter, array: Abstract, accept_sparse: Abstract = NONE, *, accept_large_sparse: Abstract = NONE,
    dtype: Abstract = Static("numeric"), order: Abstract = NONE, copy: Abstract = Static(False),
    force_writeable: Abstract = NONE, ensure_all_finite: Abstract = Static(True),
    ensure_non_negative: Abstract = Static(False), ensure_2d: Abstract = Static(True),
    allow_nd: Abstract = Static(False), ensure_min_samples: Abstract = Static(1),
    ensure_min_features: Abstract = Static(1), estimator: Abstract = NONE, input_name: Abstract = Static(""),
) -> Abstract:  # fmt: skip
    known = interp.python(estimator)
    whose = known if isinstance(known, str) else type(known).__name__ if known is not None else ""
    return interp.call(
        Static(sklearn_checks.check_array),
        [
            array, dtype, order, copy, ensure_all_finite, ensure_non_negative, ensure_2d, allow_nd, ensure_min_samples,
            ensure_min_features, Static(whose), input_name,
        ],
    )  # fmt: skip


@_rule_of("utils.validation", "validate_data")
def validate_data(
    interp: Interpreter, estimator: Abstract, X: Abstract = Static("no_validation"), y: Abstract = NONE,
    reset: Abstract = Static(True), validate_separately: Abstract = NONE, skip_check_array: Abstract = Static(False),
    **checks: Abstract,
) -> Abstract:  # fmt: skip
    known = interp.python(estimator)
    if interp.python(reset):
        interp.refuse(f"{type(known).__name__} is fitted by the program", "fit it before the program starts")
    if not interp.python(skip_check_array):
        X = check_array(interp, X, estimator=estimator, input_name=Static("X"), **checks)
    if hasattr(known, "n_features_in_") and interp.python(checks.get("ensure_2d", Static(True))):
        wanted = [Static(known.n_features_in_), Static(type(known).__name__)]
        interp.call(Static(sklearn_checks.check_features), [X, *wanted])
    return X


@_rule_of("utils._set_output", "_wrap_data_with_container")
def wrapped_output(
    interp: Interpreter, method: Abstract, data: Abstract, original: Abstract, estimator: Abstract
) -> Abstract:
    config = _loaded("utils._set_output", "_get_output_config")
    chosen = config(interp.python(method), interp.python(estimator))["dense"]
    if chosen != "default":
        interp.refuse(f"an output as {chosen} isn't an array", 'set_output(transform="default")')
    return data


@_rule_of("preprocessing._label", "LabelEncoder.transform")
def encoded(interp: Interpreter, self: Abstract, y: Abstract) -> Abstract:
    return interp.call(Static(sklearn_checks.numbers_of), [y, Static(interp.python(self).classes_.tolist())])


@_rule_of("utils._array_api", "_find_matching_floating_dtype")
def matching_floating_dtype(interp: Interpreter, *arrays: Abstract, xp: Abstract) -> Abstract:
    return interp.call(Static(sklearn_checks.floating_dtype), list(arrays))


@_rule_of("neighbors._base", "KNeighborsMixin.kneighbors")
def kneighbors(
    interp: Interpreter, self: Abstract, X: Abstract = NONE, n_neighbors: Abstract = NONE,
    return_distance: Abstract = Static(True),
) -> Abstract:  # fmt: skip
    known = interp.python(self)
    if known.effective_metric_ != "euclidean" or (isinstance(X, Static) and X.value is None):
        interp.refuse("neighbours are found in Euclid's metric only, of rows that are given", "compute the distances")
    rows = validate_data(interp, self, X, reset=Static(False))
    count = Static(known.n_neighbors) if isinstance(n_neighbors, Static) and n_neighbors.value is None else n_neighbors
    return interp.call(Static(sklearn_checks.neighbours), [rows, Static(known._fit_X), count, return_distance])


@_rule_of("cluster._kmeans", "_labels_inertia_threadpool_limit")
def nearest(
    interp: Interpreter, X: Abstract, weights: Abstract, centers: Abstract, *rest: Abstract, **others: Abstract
) -> Abstract:
    return interp.call(Static(sklearn_checks.nearest_centers), [X, centers])


def _leaves(interp: Interpreter, self: Abstract, X: Abstract) -> Abstract:
    tree = interp.python(self)
    missing = getattr(tree, "missing_go_to_left", np.zeros(tree.node_count, np.uint8))
    arrays = (tree.children_left, tree.children_right, tree.feature, tree.threshold, missing)
    return interp.call(Static(sklearn_checks.leaves), [X, *(Static(np.asarray(a)) for a in arrays)])


def _values_of_leaves(interp: Interpreter, self: Abstract, X: Abstract) -> Abstract:
    held = interp.python(self).value
    values = held[:, 0, :] if held.shape[1] == 1 else held
    return interp.getitem(Static(np.asarray(values)), _leaves(interp, self, X))
