"""Addresses: one way to write them, so that spider, fingerprint and store agree.

`resolve` is RFC 3986 with what browsers forgive: blanks around and line breaks inside are dropped, backslashes in an
http address are slashes, letters outside ASCII are percent-encoded as UTF-8. Session ids are cut, because they make one
page look like a thousand; `sid` is not one of them: for gkmlpt it names the site.
"""

from __future__ import annotations

import re
from functools import lru_cache
from ipaddress import ip_address
from urllib.parse import SplitResult, quote, urljoin, urlsplit

_BREAKS = re.compile(r"[\t\r\n]+")
_SCHEME = re.compile(r"^([a-zA-Z][a-zA-Z0-9+.\-]*):")
_WHOLE = re.compile(r"https?://[^/?#]", re.IGNORECASE)
_PLAIN_HOST = re.compile(r"https?://([a-z0-9.\-]+(?::[0-9]+)?)(?=[/?#]|\Z)")
_SESSION = re.compile(r";jsessionid=[^/?#]*", re.IGNORECASE)
_SESSION_QUERY = re.compile(r"(^|&)(?:jsessionid|phpsessid|aspsessionid\w*|session_?id)=[^&]*", re.IGNORECASE)
_INDEX = re.compile(r"/(?:index|default)\.(?:s?html?|jhtml|aspx?|jsp|php)$", re.IGNORECASE)
_INDEX_BEGINS = frozenset("iIdD")
_DIGITS = re.compile(r"\d+")
_HEX = re.compile(r"[0-9a-fA-F]{8}(?:-?[0-9a-fA-F]{4}){3}-?[0-9a-fA-F]{12}|[0-9a-f]{32}")
_SAFE = "%/:=&?~#+!$,;'@()*[]|-._"


def resolve(base: str, href: str) -> str | None:
    """The absolute http(s) address that `href` means on a page at `base`, without fragment; None when there is none.

    None for other schemes (javascript:, mailto:, tel:, data:, file:), for a bare fragment, for what cannot be parsed.
    An empty href means nothing to follow, so it is None too.
    """
    href = _BREAKS.sub("", href).strip()
    if not href or href.startswith("#"):
        return None
    scheme = _SCHEME.match(href)
    if scheme and scheme.group(1).lower() not in ("http", "https"):
        return None
    href = href.replace("\\", "/")
    if _WHOLE.match(href):
        return normalise(href)  # the same on every page, so that it is worked out once
    try:
        return normalise(urljoin(base, href))
    except ValueError:
        return None


@lru_cache(maxsize=32_768)
def normalise(url: str) -> str | None:
    """`url` as this program writes it: lower-case host, no default port, fragment or session id; None when unusable."""
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    scheme = parts.scheme.lower()
    if scheme not in ("http", "https") or not host or any(c in host for c in " \"'<>%{}|^`"):
        return None
    if not host.isascii():
        try:
            host = host.encode("idna").decode("ascii")
        except UnicodeError:
            return None
    if ":" in host:
        host = f"[{host}]"
    netloc = host if port in (None, 80 if scheme == "http" else 443) else f"{host}:{port}"
    path = _SESSION.sub("", parts.path) or "/"
    query = _SESSION_QUERY.sub("", parts.query).lstrip("&") if parts.query else ""
    if not (path.isascii() and " " not in path and path.isprintable()):
        path = quote(path, safe=_SAFE)
    if query and not (query.isascii() and " " not in query):
        query = quote(query, safe=_SAFE)
    return SplitResult(scheme, netloc, path, query, "").geturl()


@lru_cache(maxsize=16_384)
def host_of(url: str) -> str:
    """Host in lower case, with the port if the address names one."""
    plain = _PLAIN_HOST.match(url)  # nearly all: `urlsplit` takes eight times as long
    return plain[1] if plain else urlsplit(url).netloc.lower()


def folder(url: str) -> str:
    """The address up to and with the last slash of its path: what a relative link is resolved against."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}{parts.path.rpartition('/')[0]}/"


@lru_cache(maxsize=16_384)  # the same hundred links stand on every page
def page_key(url: str) -> str:
    """An absolute `url` without its scheme, /index.html and its like cut: two ways to write one page.

    Taken apart by hand: it is asked for each link of each page, and `urlsplit` takes six times as long.
    """
    _, schemed, rest = url.partition("://")
    place, _, query = (rest if schemed else url).partition("#")[0].partition("?")
    cut = place.rfind("/")
    if cut >= 0 and place[cut + 1 : cut + 2] in _INDEX_BEGINS and _INDEX.match(place, cut):
        place = place[: cut + 1]
    return f"{place}?{query}" if query else place


def template(url: str) -> str:
    """The shape of an address: digits become 0, long hex becomes x, query keys lose their values.

    Pages of one template are made by one program, so a template that grows without end is a trap.
    """
    parts = urlsplit(url)
    path = _DIGITS.sub("0", _HEX.sub("x", parts.path))
    keys = "&".join(sorted(pair.partition("=")[0] for pair in parts.query.split("&"))) if parts.query else ""
    return f"{parts.netloc}{path}" + (f"?{keys}" if keys else "")


def directory(url: str) -> str:
    """The template of the place that an address stands in: its folder with digits as 0, and what a query calls.

    `/xw/202609/t1_2.html` and `/xw/202610/t3_4.html` stand in `host/xw/0/*.html`; `/info.jsp?id=7` in
    `host/info.jsp?id`. Within one of these a host says "not there" in one way.
    """
    parts = urlsplit(url)
    if parts.query:
        return template(url)
    before, _, name = parts.path.rpartition("/")
    suffix = name.rpartition(".")[2].lower() if "." in name else ""
    made = _DIGITS.sub("0", _HEX.sub("x", before))
    return f"{parts.netloc}{made}/*" + (f".{suffix}" if suffix else "")


def spelt_inner(url: str) -> bool:
    """True when the address itself names an inner host: localhost, a private, loopback or link-local number."""
    host = urlsplit(url).hostname or ""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        number = ip_address(host)
    except ValueError:
        return False
    return number.is_private or number.is_loopback or number.is_link_local
