"""``scipy.spatial.transform.Rotation``: made of angles, matrices, quaternions and vectors, one or many, and applied."""

import numpy as np
from scipy.spatial.transform import Rotation

CAMERA = Rotation.from_euler("x", 30, degrees=True)


def pose(vector, translation, points):
    matrix = np.eye(4)
    matrix[:3, :3] = Rotation.from_rotvec(vector.reshape(-1)).as_matrix()
    matrix[:3, 3] = translation
    return points @ matrix[:3, :3].T + matrix[:3, 3], Rotation.from_matrix(matrix[:3, :3]).as_quat(scalar_first=True)


def program(quats, angles, points, seq: str):
    rotations = Rotation.from_quat(quats)
    turned = rotations.apply(points), rotations.inv().as_quat(canonical=True), rotations.magnitude()
    relative = (rotations * Rotation.from_euler(seq, angles, degrees=True)).as_rotvec(degrees=True)
    euler = Rotation.from_euler(seq, angles, degrees=True).as_euler("ZYX", degrees=True), rotations.as_euler("zxz")
    many = Rotation.from_rotvec(points)
    parts = len(many), [one.as_quat() for one in many], many[1:].as_matrix(), Rotation.identity(2).as_matrix()
    return turned, relative, euler, parts, CAMERA.apply(points), pose(points[0], points[1], points)


RANDOM = np.random.RandomState(0)
POINTS = RANDOM.randn(4, 3)
INPUTS = [
    (RANDOM.randn(4), RANDOM.rand(3) * 90, POINTS, "xyz"),
    (RANDOM.randn(4, 4), RANDOM.rand(4, 3) * 90, POINTS, "YXZ"),
    (RANDOM.randn(4), np.array([30.0]), POINTS, "z"),
    (np.zeros(4), np.array([30.0]), POINTS, "z"),
    (RANDOM.randn(4), np.array([30.0, 20.0]), POINTS, "xyz"),
]
