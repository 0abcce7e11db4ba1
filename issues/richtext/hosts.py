"""Which hosts a reader can reach: domain names and IP addresses, as a browser reads them.

Every `why_…` function returns the reason in Chinese without a full stop, or None where the host is fine.
"""

import ipaddress
import re
import unicodedata
from functools import lru_cache

from ada_url import URL, idna_to_unicode

UNREACHABLE = "这个网址只在内部网络或自己的电脑上打得开，读者打不开"
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_TOP = re.compile(r"[a-z]{2,63}|xn--[a-z0-9-]{1,59}")
_IP_DIGITS = re.compile(r"(?:0|[1-9][0-9]{0,2})(?:\.(?:0|[1-9][0-9]{0,2})){3}")
INTERNAL_DOMAINS = frozenset(
    {"local", "localhost", "localdomain", "internal", "intranet", "private", "corp", "home", "lan"}
)
INTERNAL_DOMAINS |= {"invalid", "onion", "arpa", "alt"}
"""Top-level domains that no public name server resolves. `example` and `test` are reserved for examples and harmless."""
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def why_unfit_host(address: str, host: str) -> str | None:
    """`address` is scheme, host and port; `host` is the host as written there, an IPv6 address in brackets."""
    if host.startswith("["):
        return _why_unfit_ip(address, host)
    if "%" in host or unicodedata.normalize("NFKC", host) != host or not _is_name(host):
        return f"网址里的域名“{host}”有不该有的字符"
    parsed = _hostname(address)
    if parsed is None:
        return f"网址里的域名“{host}”不对"
    if parsed[-1:].isdigit() and _is_ip(parsed):
        return _why_unfit_ip(address, host)
    return why_unfit_name(parsed, host)


def _is_name(host: str) -> bool:
    return all(character in "-." or unicodedata.category(character)[0] in "LMN" for character in host)


def _is_ip(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _hostname(address: str) -> str | None:
    """The host as a browser normalizes it: lower case, punycode, numbers as the IP address that they denote."""
    try:
        return str(URL(address).hostname)
    except ValueError:
        return None


def _why_unfit_ip(address: str, host: str) -> str | None:
    parsed = _hostname(address)
    if parsed is None:
        return f"网址里的“{host}”不对"
    if not host.startswith("[") and not _IP_DIGITS.fullmatch(host):
        return f"网址里的“{host}”是写法特别的 IP 地址，请写域名"
    return (
        None
        if all(map(_is_public, _effective_addresses(ipaddress.ip_address(parsed.strip("[]")))))
        else UNREACHABLE
    )


Ip = ipaddress.IPv4Address | ipaddress.IPv6Address


def _effective_addresses(ip: Ip) -> list[Ip]:
    """The IPv4 addresses that an IPv6 address embeds or translates to, or the address itself."""
    if isinstance(ip, ipaddress.IPv4Address):
        return [ip]
    if ip in _NAT64:
        return [ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)]
    teredo = ip.teredo[1] if ip.teredo else None
    embedded = [address for address in (ip.ipv4_mapped, ip.sixtofour, teredo) if address]
    return [*embedded] or [ip]


def _is_public(ip: Ip) -> bool:
    non_public = (
        ip.is_private,
        ip.is_loopback,
        ip.is_link_local,
        ip.is_multicast,
        ip.is_reserved,
        ip.is_unspecified,
    )
    return ip.is_global and not any(non_public)


def why_unfit_name(parsed: str, host: str) -> str | None:
    """Checks a domain name. `parsed` is in punycode, `host` as the user wrote it."""
    labels = parsed.removesuffix(".").split(".")
    if len(labels) < 2:
        return UNREACHABLE
    if len(parsed) > 253 or not all(map(_LABEL.fullmatch, labels)) or not _TOP.fullmatch(labels[-1]):
        return f"网址里的域名“{host}”不对"
    if labels[-1] in INTERNAL_DOMAINS:
        return UNREACHABLE
    names = [_decoded(label) for label in labels]
    if not all(names):
        return f"网址里的域名“{host}”不对"
    return None if _uses_one_script(names) else f"网址里的域名“{host}”混用了几种文字，可能是仿冒的网站"


def _decoded(label: str) -> str:
    """The label in Unicode; "" for invalid punycode."""
    if not label.startswith("xn--"):
        return label
    decoded = str(idna_to_unicode(label))
    return "" if decoded.startswith("xn--") or not decoded or decoded.isascii() else decoded


_CHINESE = "Chinese"
_TAKEN_AS_LATIN = "ßæœøłđþð"


def _uses_one_script(names: list[str]) -> bool:
    """Chinese may be combined with unaccented Latin, as in 协和pumch.中国; otherwise all labels use one script."""
    scripts = {script(letter) for name in names for letter in name} - {""}
    if scripts <= {"LATIN", _CHINESE}:
        return _CHINESE not in scripts or "".join(names).translate(_WITHOUT_HAN).isascii()
    if scripts <= {"HIRAGANA", "KATAKANA", _CHINESE}:
        return True
    japanese_or_korean = scripts & {"HIRAGANA", "KATAKANA", "HANGUL"}
    written, top = {script(letter) for name in names[:-1] for letter in name} - {""}, names[-1]
    return len(scripts) == 1 or bool(japanese_or_korean and top.isascii() and "LATIN" not in written)


class _WithoutHan(dict[int, str | None]):
    def __missing__(self, code: int) -> str | None:
        return None if script(chr(code)) == _CHINESE else chr(code)


_WITHOUT_HAN = _WithoutHan()


@lru_cache(maxsize=4096)
def script(character: str) -> str:
    """The script of a letter; "" for digits and signs. Letters that only resemble Latin ones are "LATIN LIKE"."""
    if unicodedata.category(character)[0] not in "LM":
        return ""
    name = unicodedata.name(character, "?")
    if name.startswith("CJK "):
        return _CHINESE
    if name.startswith("LATIN ") and not character.isascii() and character not in _TAKEN_AS_LATIN:
        return "LATIN" if unicodedata.normalize("NFD", character)[0].isascii() else "LATIN LIKE"
    return name.split(" ")[0]


def mixes_scripts(name: str) -> bool:
    """Whether a name contains letters of another script that look like Latin ones, as the Cyrillic а in аdmin does."""
    scripts = {script(letter) for letter in name} - {""}
    return "LATIN" in scripts and bool(scripts & {"CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "LATIN LIKE"})
