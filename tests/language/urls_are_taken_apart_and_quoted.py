"""urllib.parse and shlex take texts apart and put them together that only the running program knows."""

import shlex
from urllib.parse import parse_qs, quote, quote_plus, unquote, urlencode, urljoin, urlparse


def program(url: str, other: str, words: str):
    try:
        parts = urlparse(url)
        place = parts.hostname, parts.port, parts.path, parts.query, parts.geturl()
    except ValueError as error:
        place = str(error)
    quoted = quote(words), quote(words, safe=""), quote_plus(words), unquote(url)
    fields = urlencode({"q": words, "url": url}), parse_qs(url.partition("?")[2])
    return place, quoted, fields, urljoin(url, other), shlex.quote(words), shlex.split(shlex.join([words, url]))


INPUTS = [
    ("https://me:pw@Example.com:8080/a/b;p?q=1&r=%C3%A9&q=2#part", "../d", "it's é/ñ & ~x"),
    ("/rel?x", "//host/y?z", "plain"),
    ("http://a:99999/", "", ""),
    ("http://[::1]/%zz", "x/./y", "a b"),
]
