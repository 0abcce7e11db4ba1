"""Checks web addresses as a browser parses them: readers must be able to open them.

Every form, import and API uses `why_unfit`. A valid address is stored exactly as it was given. Free of Django.
"""

import re
import unicodedata
from functools import lru_cache

from issues.richtext.characters import visible
from issues.richtext.hosts import why_unfit_host, why_unfit_name

SCHEMES = re.compile(r"(?i)(https?)://")
HOW = "网址应以 http:// 或 https:// 开头，后面是网站的域名"
_AUTHORITY = re.compile(r"[^/?#]*")
_PORT = re.compile(r":([0-9]*)\Z")
_MARKUP = re.compile(r"""["<>`\\“”‘’«»]""")
_EDGES = "".join(chr(code) for code in range(0x3001) if chr(code).isspace() or 0x200B <= code <= 0x200F)
_EDGES += "\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"

# Ports that browsers refuse to talk to (https://fetch.spec.whatwg.org/#port-blocking).
_BLOCKED = """
0 1 7 9 11 13 15 17 19 20 21 22 23 25 37 42 43 53 69 77 79 87 95 101 102 103 104 109 110 111 113 115 117 119
123 135 137 139 143 161 179 389 427 465 512 513 514 515 526 530 531 532 540 548 554 556 563 587 601 636 989
990 993 995 1719 1720 1723 2049 3659 4045 4190 5060 5061 6000 6566 6665 6666 6667 6668 6669 6679 6697 10080
"""
BLOCKED_PORTS = frozenset(map(int, _BLOCKED.split()))

# Addresses without a scheme: they begin with www. or end in a common top-level domain.
_WWW = re.compile(r"(?i)www\.")
_BARE = re.compile(
    r"(?i)(?:[a-z0-9\u4e00-\u9fff](?:[a-z0-9\u4e00-\u9fff-]*[a-z0-9\u4e00-\u9fff])?\.)+"
    r"(?:cn|com|net|org|edu|gov|int|info|io|cc|top|vip|biz|eu|uk|jp|de|fr|us|hk|tw|mo|sg|kr|au|ca|health|中国|公司|网络)"
    r"(?::[0-9]{1,5})?(?:[/?#].*)?"
)


def trimmed(text: str) -> str:
    """`text` without the spaces and invisible characters at its ends that copying an address adds."""
    return text.strip(_EDGES)


def completed(text: str) -> str:
    """Trims `text` and puts https:// before a domain without a scheme, such as www.x.cn or x.cn/news."""
    address = trimmed(text)
    return f"https://{address}" if _WWW.match(address) or _BARE.fullmatch(address) else address


def is_fit(address: str) -> bool:
    return why_unfit(address) is None


@lru_cache(maxsize=4096)
def why_unfit(address: str) -> str | None:
    """The reason why readers cannot open `address`, in Chinese without a full stop; None for a valid address."""
    if not (address.isascii() and address.isprintable()) and (
        visible(address) != address or not _is_visible(address)
    ):
        return "网址里有看不见的字符"
    if any(map(str.isspace, address)):
        return "网址中间有空格"
    scheme = SCHEMES.match(address)
    if scheme is None:
        return HOW
    if _MARKUP.search(address):
        return "网址里有引号、尖括号或反斜线，可能没有复制对"
    return _why_unreachable(scheme[0], _authority(address[scheme.end() :]))


def why_unfit_mail(address: str) -> str | None:
    """The same as `why_unfit`, for a mailto: address."""
    name, at, rest = address.removeprefix("mailto:").partition("@")
    host = re.split("[?,]", rest)[0]
    if not (name and at) or re.search(r"[\s\"<>\\`]", address) or visible(address) != address:
        return "邮箱地址不完整"
    return why_unfit_name(host.lower(), host)


def _is_visible(text: str) -> bool:
    return not any(unicodedata.category(c) in {"Co", "Cn", "Cs", "Cc"} for c in text if not c.isascii())


def _authority(rest: str) -> str:
    match = _AUTHORITY.match(rest)
    return match[0] if match else ""


@lru_cache(maxsize=4096)  # a few hundred hosts serve ten thousand addresses
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
    return why_unfit_host(address, host)
