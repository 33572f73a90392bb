from datetime import timedelta

WINDOW = timedelta(minutes=1, milliseconds=250)


def subtitles(starts, length):
    lines = []
    for number, start in enumerate(starts):
        begin = timedelta(seconds=start)
        lines.append(
            f"{number + 1}: {str(begin).split('.')[0].zfill(8)},{begin.microseconds // 1000:03d} --> {begin + length}"
        )
    return lines


def program(seconds: float, count: int, length: timedelta):
    td = timedelta(seconds=seconds)
    parts = td.total_seconds(), td.days, td.seconds, td.microseconds
    texts = str(td), repr(td), f"{td * count}", str(-td), str(abs(-td)), str(WINDOW - td), str(td + WINDOW)
    divided = str(td / 3), str(td / 0.7), str(td * 0.3), td / WINDOW, td // WINDOW, str(td % WINDOW), str(td // 7)
    compared = td > WINDOW, WINDOW >= td, td == WINDOW, td < length, bool(td), {td: count}[timedelta(0, seconds)]
    total = sum([td, WINDOW, length], timedelta())
    lines = subtitles([seconds * i for i in range(count)], length)
    return parts, texts, divided, compared, total, [max(td, length)], lines, timedelta(weeks=count, hours=-1)


INPUTS = [
    (90061.5, 2, timedelta(seconds=1.5)),
    (0.25, 3, timedelta(days=2, microseconds=7)),
    (-5.0000015, 1, timedelta(0)),
    (123456.7890125, 0, timedelta(hours=3)),
]
