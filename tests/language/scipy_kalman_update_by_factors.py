import numpy as np
import scipy.linalg


def program(covariance: np.ndarray, measured: np.ndarray, lower: bool):
    factor = scipy.linalg.cho_factor(covariance, lower=lower, check_finite=False)
    gain = scipy.linalg.cho_solve(factor, measured.T, check_finite=False).T
    cholesky = np.linalg.cholesky(covariance)
    z = scipy.linalg.solve_triangular(cholesky, measured.T, lower=True, check_finite=False, overwrite_b=True)
    upper = scipy.linalg.solve_triangular(covariance, measured.T, trans=1, unit_diagonal=True)
    other = scipy.linalg.solve(covariance, measured[0]), scipy.linalg.inv(covariance), scipy.linalg.det(covariance)
    norms = scipy.linalg.norm(measured[0]), scipy.linalg.norm(measured), scipy.linalg.block_diag(measured, [[1, 2]])
    errors = []
    for matrix in (-covariance, covariance[:2], covariance * 0):
        try:
            scipy.linalg.cholesky(matrix)
        except (np.linalg.LinAlgError, ValueError) as error:
            errors.append(f"{type(error).__name__}: {error}")
    return factor[0], gain, np.sum(z * z, axis=0), upper, other, norms, scipy.linalg.pinv(measured), errors


A = np.array([[4.0, 1.0, 0.5], [1.0, 3.0, 0.2], [0.5, 0.2, 2.0]])
INPUTS = [(A, np.array([[1.0, 2.0, 3.0], [0.5, -1.0, 2.0]]), True), (A + np.eye(3), np.array([[0.0, 1.0, 0.0]]), False)]
