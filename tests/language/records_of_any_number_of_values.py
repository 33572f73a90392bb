import struct


def program(data: bytes, n: int, values: list[float]):
    found = []
    samples = struct.unpack(f"<{n}h", data[: 2 * n])
    found += [samples, sum(samples), [s / 32768 for s in samples], len(samples)]
    count, *rest = struct.unpack("<B%dB" % n, data[: n + 1])
    found += [count, rest, struct.unpack("<" + "h" * n, data[: 2 * n]), struct.unpack_from(f">{n}H", data, 1)]
    packed = struct.pack(f"<I{len(values)}f", len(values), *values)
    found += [packed, struct.unpack(f"<I{len(values)}f", packed), struct.pack("<%dd" % n, *values[:n])]
    length = struct.unpack_from("<B", data)[0]
    found.append(struct.unpack_from(f"<{length}s", data, 1)[0])
    try:
        found.append(struct.unpack(f"<{n + 1}h", data[: 2 * n]))
    except struct.error as e:
        found.append(str(e))
    return found


INPUTS = [(bytes([3, *range(1, 12)]), 2, [1.5, 2.0]), (bytes([5, *range(1, 12)]), 1, [0.25]), (bytes(12), 0, [])]
