def program(s: str):
    counts = {}
    for ch in s.lower():
        if ch.isalpha():
            counts[ch] = counts.get(ch, 0) + 1
    top = sorted(counts.items(), key=lambda kv: (-kv[1], kv[0]))[:3]
    words = [w.capitalize() for w in s.split() if len(w) > 3]
    return top, " ".join(words), s[::-1].title(), any(map(str.isupper, s)), sum(map(len, s.split()))


INPUTS = [("The quick brown fox",), ("",)]
