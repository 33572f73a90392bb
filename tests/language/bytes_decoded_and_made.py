"""Texts to bytes and back, with what errors= says; hex, bytes of numbers; ints from bytes."""


def program(text: str, numbers: list[int]):
    raw = text.encode("utf-8")
    made = bytes(numbers)
    return (
        raw, raw.decode(), text.encode("ascii", errors="replace"), text.encode("ascii", "ignore"), made, made.hex(),
        made.decode("utf-8", errors="replace"), made.decode("latin-1"), bytes(text, "utf-8") == raw, bytes(3),
        bytes.fromhex(made.hex()) == made, int.from_bytes(made, "little"), int.from_bytes(made[:2], "big", signed=True),
        len(numbers).to_bytes(2, "big"),
    )  # fmt: skip


INPUTS = [("héllo 😀", [104, 195, 169, 255]), ("", []), ("abc", [256])]
