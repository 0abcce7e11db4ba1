"""Web addresses as they come out of cells: broken by blanks, wanting their scheme, or spoilt by an encoding."""

import re

from issues.importing.recognising.wording import unspaced

_SPOILT = re.compile(r"&(?:amp?)?(?:%3B|;)|&amp|%26amp|[\u4e00-\u9fff，。；]|…", re.IGNORECASE)
_BARE_HOST = re.compile(r"(?:www\.|[a-z0-9-]+(?:\.[a-z0-9-]+)+/)", re.IGNORECASE)
ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)


def web_address(text: str) -> str:
    """The address in one piece; http:// goes before a host that stands alone."""
    address = unspaced(text).strip("<>《》")
    address = re.sub(r"^(https?)[：:]/{1,2}", r"\1://", address, flags=re.IGNORECASE)
    return f"http://{address}" if _BARE_HOST.match(address) else address


def is_spoilt(address: str) -> bool:
    """Whether it holds what no address should: half an "&amp;", or Chinese words."""
    return bool(_SPOILT.search(address))


def was_broken(text: str) -> bool:
    return bool(re.search(r"\S\s+\S", text.strip()))
