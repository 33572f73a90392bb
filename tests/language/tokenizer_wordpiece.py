"""BERT's tokenizer in plain Python: clean, split at punctuation and ideographs, strip accents, longest match first."""

import unicodedata


class BasicTokenizer:
    def __init__(self, do_lower_case=True, never_split=None):
        self.do_lower_case = do_lower_case
        self.never_split = set(never_split or ())

    def tokenize(self, text):
        text = self._clean_text(text)
        text = self._tokenize_chinese_chars(text)
        text = unicodedata.normalize("NFC", text)
        split_tokens = []
        for token in text.strip().split():
            if token not in self.never_split:
                if self.do_lower_case:
                    token = token.lower()
                    token = self._run_strip_accents(token)
                split_tokens.extend(self._run_split_on_punc(token))
            else:
                split_tokens.append(token)
        return " ".join(split_tokens).split()

    def _run_strip_accents(self, text):
        output = []
        for char in unicodedata.normalize("NFD", text):
            if unicodedata.category(char) == "Mn":
                continue
            output.append(char)
        return "".join(output)

    def _run_split_on_punc(self, text):
        chars = list(text)
        i = 0
        start_new_word = True
        output = []
        while i < len(chars):
            char = chars[i]
            if _is_punctuation(char):
                output.append([char])
                start_new_word = True
            else:
                if start_new_word:
                    output.append([])
                start_new_word = False
                output[-1].append(char)
            i += 1
        return ["".join(x) for x in output]

    def _tokenize_chinese_chars(self, text):
        output = []
        for char in text:
            if self._is_chinese_char(ord(char)):
                output.append(" ")
                output.append(char)
                output.append(" ")
            else:
                output.append(char)
        return "".join(output)

    def _is_chinese_char(self, cp):
        return (
            (cp >= 0x4E00 and cp <= 0x9FFF) or (cp >= 0x3400 and cp <= 0x4DBF) or (cp >= 0x20000 and cp <= 0x2A6DF)
            or (cp >= 0xF900 and cp <= 0xFAFF)
        )  # fmt: skip

    def _clean_text(self, text):
        output = []
        for char in text:
            cp = ord(char)
            if cp == 0 or cp == 0xFFFD or _is_control(char):
                continue
            output.append(" " if _is_whitespace(char) else char)
        return "".join(output)


def _is_whitespace(char):
    if char == " " or char == "\t" or char == "\n" or char == "\r":
        return True
    return unicodedata.category(char) == "Zs"


def _is_control(char):
    if char in ("\t", "\n", "\r"):
        return False
    return unicodedata.category(char).startswith("C")


def _is_punctuation(char):
    cp = ord(char)
    if (33 <= cp <= 47) or (58 <= cp <= 64) or (91 <= cp <= 96) or (123 <= cp <= 126):
        return True
    return unicodedata.category(char).startswith("P")


class WordpieceTokenizer:
    def __init__(self, vocab, unk_token="[UNK]", max_input_chars_per_word=100):
        self.vocab = vocab
        self.unk_token = unk_token
        self.max_input_chars_per_word = max_input_chars_per_word

    def tokenize(self, text):
        output_tokens = []
        for token in text.split():
            chars = list(token)
            if len(chars) > self.max_input_chars_per_word:
                output_tokens.append(self.unk_token)
                continue
            is_bad = False
            start = 0
            sub_tokens = []
            while start < len(chars):
                end = len(chars)
                cur_substr = None
                while start < end:
                    substr = "".join(chars[start:end])
                    if start > 0:
                        substr = "##" + substr
                    if substr in self.vocab:
                        cur_substr = substr
                        break
                    end -= 1
                if cur_substr is None:
                    is_bad = True
                    break
                sub_tokens.append(cur_substr)
                start = end
            if is_bad:
                output_tokens.append(self.unk_token)
            else:
                output_tokens.extend(sub_tokens)
        return output_tokens


PIECES = "[PAD] [UNK] [CLS] [SEP] the un ##aff ##able quick ##ly brown fox es ##s ##es jump ##ed over , . ! ' - ca ##fe nai ##ve"
LETTERS = [*"abcdefghijklmnopqrstuvwxyz", *(f"##{c}" for c in "abcdefghijklmnopqrstuvwxyz")]
VOCAB = {piece: index for index, piece in enumerate([*PIECES.split(), *LETTERS, "日", "本", "語"])}
BASIC = BasicTokenizer(never_split=["[CLS]", "[SEP]"])
WORDPIECE = WordpieceTokenizer(VOCAB)


def program(text: str, max_length: int = 32):
    tokens = ["[CLS]"]
    for token in BASIC.tokenize(text):
        for piece in WORDPIECE.tokenize(token):
            tokens.append(piece)
    tokens = tokens[: max_length - 1] + ["[SEP]"]
    ids = [VOCAB.get(token, VOCAB["[UNK]"]) for token in tokens]
    mask = [1] * len(ids)
    while len(ids) < max_length:
        ids.append(VOCAB["[PAD]"])
        mask.append(0)
    return tokens, ids, mask


INPUTS = [
    ("The UNaffable quick-ly brown fox, jumped!",), ("Café naïve\u0301 日本語 \x00\u200b tabs\tand\u3000spaces", 24), ("",),
    ("x" * 101 + " [SEP] ok ¿qué?", 16),
]  # fmt: skip
