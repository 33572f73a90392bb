"""GPT-2's tokenizer in plain Python: words by a regular expression, bytes as characters, merges by their rank."""

import re

PATTERN = re.compile(r"'s|'t|'re|'ve|'m|'ll|'d| ?[^\W\d_]+| ?\d+| ?(?:[^\s\w]|_)+|\s+(?!\S)|\s+")


def bytes_to_unicode():
    bs = list(range(ord("!"), ord("~") + 1)) + list(range(ord("¡"), ord("¬") + 1)) + list(range(ord("®"), ord("ÿ") + 1))
    cs = bs[:]
    n = 0
    for b in range(2**8):
        if b not in bs:
            bs.append(b)
            cs.append(2**8 + n)
            n += 1
    return dict(zip(bs, [chr(c) for c in cs]))


def get_pairs(word):
    pairs = set()
    prev_char = word[0]
    for char in word[1:]:
        pairs.add((prev_char, char))
        prev_char = char
    return pairs


class Encoder:
    def __init__(self, merges):
        self.byte_encoder = bytes_to_unicode()
        self.byte_decoder = {v: k for k, v in self.byte_encoder.items()}
        self.bpe_ranks = dict(zip(merges, range(len(merges))))
        vocab = [*self.byte_encoder.values(), *("".join(pair) for pair in merges)]
        self.encoder = {token: index for index, token in enumerate(vocab)}
        self.decoder = {v: k for k, v in self.encoder.items()}

    def bpe(self, token):
        word = list(token)
        pairs = get_pairs(word)
        while len(pairs) > 0:
            bigram = min(pairs, key=lambda pair: self.bpe_ranks.get(pair, float("inf")))
            if bigram not in self.bpe_ranks:
                break
            first, second = bigram
            new_word = []
            i = 0
            while i < len(word):
                if word[i] == first and i < len(word) - 1 and word[i + 1] == second:
                    new_word.append(first + second)
                    i += 2
                else:
                    new_word.append(word[i])
                    i += 1
            word = new_word
            if len(word) == 1:
                break
            pairs = get_pairs(word)
        return word

    def encode(self, text):
        bpe_tokens = []
        for token in re.findall(PATTERN, text):
            token = "".join(self.byte_encoder[b] for b in token.encode("utf-8"))
            bpe_tokens.extend(self.encoder[bpe_token] for bpe_token in self.bpe(token))
        return bpe_tokens

    def decode(self, tokens):
        text = "".join([self.decoder[token] for token in tokens])
        return bytes([self.byte_decoder[c] for c in text]).decode("utf-8", errors="replace")


MERGES = [tuple(pair.split()) for pair in "h e|l l|he ll|hell o|Ġ w|o r|Ġw or|Ġwor l|Ġworl d|Ã ©|1 2|12 3".split("|")]
ENCODER = Encoder(MERGES)


def program(text: str):
    ids = ENCODER.encode(text)
    return ids, ENCODER.decode(ids), ENCODER.decode(ids[1:])


INPUTS = [("hello world, it's  123 é日本  \n",), ("",), ("hellohello _x_ 12",)]
