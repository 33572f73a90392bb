"""A packet is put together and read back: lengths, big-endian numbers, a checksum, an error for a wrong one."""


def encode(payload: bytes):
    header = len(payload).to_bytes(2, "big")
    return header + payload + (sum(payload) % 256).to_bytes(1, "big")


def decode(packet: bytes):
    size = int.from_bytes(packet[:2], "big")
    payload, check = packet[2 : 2 + size], packet[2 + size]
    if sum(payload) & 0xFF != check:
        raise ValueError(f"checksum {check:#04x} of {payload!r}")
    return payload.decode("ascii")


def program(text: str, flip: int):
    packet = encode(text.encode("ascii"))
    changed = bytes([byte ^ flip if i == 2 else byte for i, byte in enumerate(packet)])
    return packet, decode(changed)


INPUTS = [("hello", 0), ("hello", 1), ("", 0), ("é", 0)]
