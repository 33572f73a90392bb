import numpy as np
from sklearn.cluster import KMeans
from sklearn.decomposition import PCA
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import (
    LabelEncoder,
    MinMaxScaler,
    Normalizer,
    PolynomialFeatures,
    RobustScaler,
    StandardScaler,
)
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor
from sklearn.utils import check_array

_random = np.random.default_rng(0)
_rows = _random.random((60, 4))
_labels = (_rows.sum(axis=1) > 2).astype(np.int64) + (_rows[:, 0] > 0.8)

TRANSFORMERS = [
    made.fit(_rows)
    for made in (StandardScaler(), MinMaxScaler(), RobustScaler(), Normalizer(), PolynomialFeatures(2), PCA(2))
]
CLASSIFIERS = [
    made.fit(_rows, _labels)
    for made in (
        LogisticRegression(), GaussianNB(), KNeighborsClassifier(3), DecisionTreeClassifier(max_depth=4, random_state=0),
        RandomForestClassifier(4, max_depth=3, random_state=0), MLPClassifier((6,), max_iter=30, random_state=0),
        make_pipeline(StandardScaler(), PCA(3), LogisticRegression()),
    )
]  # fmt: skip
REGRESSORS = [made.fit(_rows, _rows @ [1.0, 2.0, 3.0, 4.0]) for made in (Ridge(), DecisionTreeRegressor(max_depth=3))]
CLUSTERS = KMeans(3, n_init=1, random_state=0).fit(_rows)
NAMES = LabelEncoder().fit(["cat", "dog", "fox"])


def attempt(call):
    try:
        return call().shape
    except ValueError as error:
        return str(error).split(":")[0].split("\n")[0]


def program(x: np.ndarray):
    kinds = [classifier.predict(x) for classifier in CLASSIFIERS]
    named = NAMES.inverse_transform(kinds[0])
    return {
        "transformed": [transformer.transform(x) for transformer in TRANSFORMERS],
        "kinds": kinds,
        "probabilities": [classifier.predict_proba(x) for classifier in CLASSIFIERS],
        "numbers": [regressor.predict(x) for regressor in REGRESSORS],
        "clusters": CLUSTERS.predict(x),
        "names": [str(name) for name in named],
        "again": NAMES.transform([str(name) for name in named]),
        "refused": [
            attempt(lambda: TRANSFORMERS[0].transform(x[0])),
            attempt(lambda: TRANSFORMERS[0].transform(x[:, :3])),
            attempt(lambda: CLASSIFIERS[0].predict(x * np.nan)),
            attempt(lambda: CLASSIFIERS[0].predict(x[:0])),
            attempt(lambda: NAMES.transform(["cat", "owl"])),
            attempt(lambda: check_array(x, ensure_non_negative=True)),
            attempt(lambda: check_array(x - 2, ensure_non_negative=True, input_name="X", estimator="Counts")),
        ],
    }


INPUTS = [(_random.random((5, 4)),), (_random.random((1, 4)),)]
