import hashlib

DIGEST = hashlib.sha256()


def program(x):
    DIGEST.update(b"one more")
    return x, DIGEST.hexdigest()
