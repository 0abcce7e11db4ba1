"""Addresses that a reader can follow: parsed as a browser parses them, and leading to where a reader can get.

`why_unfit` is the one judge for every door. What it lets pass is stored as it was given; nothing is written anew.
Free of Django.
"""

import ipaddress
import re
import unicodedata
from functools import lru_cache

from ada_url import URL, idna_to_unicode

from issues.richtext.characters import visible

SCHEMES = re.compile(r"(?i)(https?)://")
HOW = "网址应以 http:// 或 https:// 开头，后面是网站的域名"
UNREACHABLE = "这个网址只在内部网络或自己的电脑上打得开，读者打不开"
_AUTHORITY = re.compile(r"[^/?#]*")
_PORT = re.compile(r":([0-9]*)\Z")
_MARKUP = re.compile(r"""["<>`\\“”‘’«»]""")
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_TOP = re.compile(r"[a-z]{2,63}|xn--[a-z0-9-]{1,59}")
_IP_DIGITS = re.compile(r"(?:0|[1-9][0-9]{0,2})(?:\.(?:0|[1-9][0-9]{0,2})){3}")
_EDGES = "".join(chr(code) for code in range(0x3001) if chr(code).isspace() or 0x200B <= code <= 0x200F)
_EDGES += "\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"

INNER = frozenset(
    {"local", "localhost", "localdomain", "internal", "intranet", "private", "corp", "home", "lan"}
)
INNER |= {"invalid", "onion", "arpa", "alt"}
"""Top-level names that no name server of the world knows. `example` and `test` are for examples, which do no harm."""
# Ports that browsers refuse to talk to (https://fetch.spec.whatwg.org/#port-blocking).
_BLOCKED = """
0 1 7 9 11 13 15 17 19 20 21 22 23 25 37 42 43 53 69 77 79 87 95 101 102 103 104 109 110 111 113 115 117 119
123 135 137 139 143 161 179 389 427 465 512 513 514 515 526 530 531 532 540 548 554 556 563 587 601 636 989
990 993 995 1719 1720 1723 2049 3659 4045 4190 5060 5061 6000 6566 6665 6666 6667 6668 6669 6679 6697 10080
"""
BLOCKED_PORTS = frozenset(map(int, _BLOCKED.split()))
_NAT64 = ipaddress.ip_network("64:ff9b::/96")

# Where no scheme is written: www., or a name that ends in what addresses end in.
_WWW = re.compile(r"(?i)www\.")
_BARE = re.compile(
    r"(?i)(?:[a-z0-9\u4e00-\u9fff](?:[a-z0-9\u4e00-\u9fff-]*[a-z0-9\u4e00-\u9fff])?\.)+"
    r"(?:cn|com|net|org|edu|gov|int|info|io|cc|top|vip|biz|eu|uk|jp|de|fr|us|hk|tw|mo|sg|kr|au|ca|health|中国|公司|网络)"
    r"(?::[0-9]{1,5})?(?:[/?#].*)?"
)


def trimmed(text: str) -> str:
    """Without blanks and invisible marks at its ends, as they come along when an address is copied."""
    return text.strip(_EDGES)


def completed(text: str) -> str:
    """Trimmed, with https:// before what can only be an address: www.x.cn, x.cn/news."""
    found = trimmed(text)
    return f"https://{found}" if _WWW.match(found) or _BARE.fullmatch(found) else found


def is_fit(address: str) -> bool:
    return why_unfit(address) is None


@lru_cache(maxsize=4096)
def why_unfit(address: str) -> str | None:
    """Why readers cannot follow `address`, in Chinese without a full stop, or None where they can."""
    if not (address.isascii() and address.isprintable()) and (
        visible(address) != address or not _is_drawn(address)
    ):
        return "网址里有看不见的字符"
    if any(map(str.isspace, address)):
        return "网址中间有空格"
    begun = SCHEMES.match(address)
    if begun is None:
        return HOW
    if _MARKUP.search(address):
        return "网址里有引号、尖括号或反斜线，可能没有复制对"
    return _why_unreachable(begun[0], _authority(address[begun.end() :]))


def why_unfit_mail(address: str) -> str | None:
    """The same for mailto:."""
    name, at, rest = address.removeprefix("mailto:").partition("@")
    host = re.split("[?,]", rest)[0]
    if not (name and at) or re.search(r"[\s\"<>\\`]", address) or visible(address) != address:
        return "邮箱地址不完整"
    return _why_unfit_name(host.lower(), host)


def _is_drawn(text: str) -> bool:
    return not any(unicodedata.category(one) in {"Co", "Cn", "Cs", "Cc"} for one in text if not one.isascii())


def _authority(rest: str) -> str:
    match = _AUTHORITY.match(rest)
    return match[0] if match else ""


@lru_cache(maxsize=4096)  # ten thousand addresses are of a few hundred hosts
def _why_unreachable(scheme: str, authority: str) -> str | None:
    address = f"{scheme}{authority}"
    if "@" in authority:
        return "网址里不能有用户名和密码"
    port = _PORT.search(authority)
    if port and not (port[1] and 0 < int(port[1]) < 2**16 and int(port[1]) not in BLOCKED_PORTS):
        return f"网址里的端口“{port[1]}”不能用"
    host = authority[: port.start()] if port else authority
    if not host:
        return HOW
    if host.startswith("["):
        return _why_unfit_ip(address, host)
    if "%" in host or unicodedata.normalize("NFKC", host) != host or not _is_name(host):
        return f"网址里的域名“{host}”有不该有的字符"
    parsed = _hostname(address)
    if parsed is None:
        return f"网址里的域名“{host}”不对"
    return (
        _why_unfit_ip(address, host)
        if parsed[-1:].isdigit() and _is_ip(parsed)
        else _why_unfit_name(parsed, host)
    )


def _is_name(host: str) -> bool:
    return all(one in "-." or unicodedata.category(one)[0] in "LMN" for one in host)


def _is_ip(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _hostname(address: str) -> str | None:
    """As a browser sees it: in lower case, in punycode, numbers as the address that they stand for."""
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
    return None if all(map(_is_public, _meant(ipaddress.ip_address(parsed.strip("[]"))))) else UNREACHABLE


Ip = ipaddress.IPv4Address | ipaddress.IPv6Address


def _meant(ip: Ip) -> list[Ip]:
    """With the IPv4 address that one of IPv6 leads to."""
    if isinstance(ip, ipaddress.IPv4Address):
        return [ip]
    if ip in _NAT64:
        return [ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)]
    teredo = ip.teredo[1] if ip.teredo else None
    inside = [one for one in (ip.ipv4_mapped, ip.sixtofour, teredo) if one]
    return [*inside] or [ip]


def _is_public(ip: Ip) -> bool:
    closed = (
        ip.is_private,
        ip.is_loopback,
        ip.is_link_local,
        ip.is_multicast,
        ip.is_reserved,
        ip.is_unspecified,
    )
    return ip.is_global and not any(closed)


def _why_unfit_name(parsed: str, host: str) -> str | None:
    """`parsed`: in punycode; `host`: as written."""
    labels = parsed.removesuffix(".").split(".")
    if len(labels) < 2:
        return UNREACHABLE
    if len(parsed) > 253 or not all(map(_LABEL.fullmatch, labels)) or not _TOP.fullmatch(labels[-1]):
        return f"网址里的域名“{host}”不对"
    if labels[-1] in INNER:
        return UNREACHABLE
    names = [_decoded(label) for label in labels]
    if not all(names):
        return f"网址里的域名“{host}”不对"
    return None if _is_of_one_script(names) else f"网址里的域名“{host}”混用了几种文字，可能是仿冒的网站"


def _decoded(label: str) -> str:
    """In Unicode; "" where it is no punycode."""
    if not label.startswith("xn--"):
        return label
    found = str(idna_to_unicode(label))
    return "" if found.startswith("xn--") or not found or found.isascii() else found


_CHINESE = "Chinese"
_TAKEN_AS_LATIN = "ßæœøłđþð"


def _is_of_one_script(names: list[str]) -> bool:
    """Chinese goes with Latin letters without accents, as in 协和pumch.中国; otherwise all labels are of one script."""
    scripts = {script(one) for name in names for one in name} - {""}
    if scripts <= {"LATIN", _CHINESE}:
        return _CHINESE not in scripts or "".join(names).translate(_WITHOUT_HAN).isascii()
    if scripts <= {"HIRAGANA", "KATAKANA", _CHINESE}:
        return True
    japanese_or_korean = scripts & {"HIRAGANA", "KATAKANA", "HANGUL"}
    written, top = {script(one) for name in names[:-1] for one in name} - {""}, names[-1]
    return len(scripts) == 1 or bool(japanese_or_korean and top.isascii() and "LATIN" not in written)


class _WithoutHan(dict[int, str | None]):
    def __missing__(self, code: int) -> str | None:
        return None if script(chr(code)) == _CHINESE else chr(code)


_WITHOUT_HAN = _WithoutHan()


@lru_cache(maxsize=4096)
def script(one: str) -> str:
    """The script that a letter is of; "" for digits and signs. A letter that only passes for a Latin one is of its own."""
    if unicodedata.category(one)[0] not in "LM":
        return ""
    name = unicodedata.name(one, "?")
    if name.startswith("CJK "):
        return _CHINESE
    if name.startswith("LATIN ") and not one.isascii() and one not in _TAKEN_AS_LATIN:
        return "LATIN" if unicodedata.normalize("NFD", one)[0].isascii() else "LATIN LIKE"
    return name.split(" ")[0]


def mixes_scripts(name: str) -> bool:
    """Whether letters of another script pass for Latin ones in a name, as a Cyrillic а does in аdmin."""
    scripts = {script(one) for one in name} - {""}
    return "LATIN" in scripts and bool(scripts & {"CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "LATIN LIKE"})
