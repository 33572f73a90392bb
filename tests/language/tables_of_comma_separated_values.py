import csv
import io


class Semicolons(csv.excel):
    delimiter = ";"
    lineterminator = "\n"


def rewritten(text: str, delimiter: str):
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)
    for number, row in enumerate(csv.reader(io.StringIO(text, newline=""))):
        writer.writerow([number, len(row) / 2, None, *row])
    return out.getvalue()


def by_name(text: str):
    reader = csv.DictReader(text.splitlines(), restval="-", skipinitialspace=True)
    rows = [row for row in reader]
    out = io.StringIO()
    if reader.fieldnames:
        writer = csv.DictWriter(out, fieldnames=sorted(reader.fieldnames), dialect=Semicolons, extrasaction="ignore")
        writer.writeheader()
        writer.writerows({k: v for k, v in row.items() if k is not None} for row in rows)
    return [dict(r) for r in rows], reader.line_num, out.getvalue()


def program(text: str, delimiter: str):
    try:
        strict = list(csv.reader(io.StringIO(text), strict=True))
    except csv.Error as error:
        strict = [[str(error)]]
    lines = [row for row in csv.reader(io.StringIO(text), delimiter=delimiter, escapechar="\\", quotechar="'")]
    return strict, lines, rewritten(text, delimiter), by_name(text)


INPUTS = [
    ('a,b,c\n1,"x, y",3\n2,"say ""hi""\nthere",4\n', ","),
    ("name;size\r\n'it''s';2\r\n\r\nlast\\;one;3", ";"),
    ('a, b\n"broken"text,1\n"open,2\n', "\t"),
    ("", ","),
    ("x\ty\n\n1\t'2\t3'\textra\n", "\t"),
    ('h\n""\n', "|"),
]
