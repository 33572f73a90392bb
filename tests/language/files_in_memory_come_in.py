import io


def program(data, text, n: int):
    head = data.read(n)
    place = data.tell()
    data.seek(0)
    lines = [line.strip() for line in text]
    text.write("more")
    return head, place, data.getvalue(), data.read()[-1:], lines, text.getvalue()


INPUTS = [(io.BytesIO(b"abcdef"), io.StringIO("a\nb\n"), 2), (io.BytesIO(b"\x00"), io.StringIO(), 5)]
