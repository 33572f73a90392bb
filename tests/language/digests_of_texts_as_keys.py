import base64
import binascii
import hashlib
import zlib


class Cache:
    def __init__(self):
        self.held = {}
        self.found = 0

    def get(self, text):
        key = hashlib.md5(text.encode()).hexdigest()
        if key in self.held:
            self.found += 1
        else:
            self.held[key] = len(text)
        return key[:8]


def program(texts: list[str], salt: bytes):
    cache, whole = Cache(), hashlib.sha256(salt)
    keys = []
    for text in texts:
        keys.append(cache.get(text))
        whole.update(text.encode("utf-8"))
    before = whole.copy()
    whole.update(b"end")
    named = [hashlib.new(name, salt).hexdigest() for name in ("sha1", "SHA224", "sha384", "sha512")]
    sums = zlib.crc32(salt), zlib.crc32(salt, 7), zlib.adler32(salt), binascii.crc32(salt)
    coded = binascii.hexlify(salt), binascii.unhexlify(salt.hex()), base64.urlsafe_b64encode(salt)
    try:
        binascii.unhexlify("0g")
    except ValueError as error:
        coded = (*coded, str(error))
    try:
        hashlib.sha1(texts[0] if texts else "text")
    except TypeError as error:
        message = str(error)
    bucket = int(whole.hexdigest(), 16) % 10 if not texts else whole.digest()[0] % 10
    return keys, cache.found, before.hexdigest(), whole.digest(), whole.digest_size, named, sums, coded, message, bucket


INPUTS = [(["a", "déjà vu", "a"], b"\x00salt\xff\xfe"), (["x" * 200], b"")]
