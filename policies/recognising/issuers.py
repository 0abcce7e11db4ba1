"""Reads the issuing bodies from a sentence."""

import re
from datetime import date

from issues.importing.recognising.text.dates import dates_in
from issues.importing.recognising.text.wording import one_line

_ACTS = re.compile(
    "联合(?:印发|发布|公布|出台|下发|制定|发文|召开|部署|启动|开展|修订|发出)|共同|印发|发布|公布|出台|下发|制定|决定|召开|部署|启动|组织|开展|修订"
    "|要求|通报|公示|公告|公开|明确|提出|批准|审议|召集|转发|颁布|发文|发出|官网|网站|在其?官|在其?网|就|对|关于|专题|举行|举办|正式|研究|编制"
    "|推出|推进|推动|同意|调整|更新|在全国|在.{2,12}上|在[^，。]{2,12}?(?=举行|举办|召开|启动|开展|发布)|于|近日|日前|牵头|指导|已|再次|首次|[：:]"
)
_CLAUSE, _ANY_DAY = 120, date(2000, 12, 31)
_LEAD = re.compile(
    r"\s*(?:近日|日前|近期|最近|不久前|今年以来|今年|当日|同日|经[^，。]{2,40}(?:同意|批准)|为[^。]{2,120}?，(?:经[^，。]{2,40}，)?)[，,]?\s*"
)
_BETWEEN_BODIES = re.compile(r"会同|联合(?!会)|[、,，\s]+|以及|(?<=[局委部厅院署会办司])(?:和|与|及)")
_AND_OTHERS = re.compile(
    r"等?\s*(?:[0-9]{1,2}|[一二三四五六七八九十两多几]{1,3})?\s*(?:个|家)?\s*(?:部门|部委|单位|机关|委局|厅局|委办局)$|等$"
)
_BODY = re.compile(
    r"(?:局|委|委员会|部|厅|办|办公室|办公厅|院|署|总署|会|政府|中央|中心|司|处|省|市|协会|学会|集团|院校|党组|组|科|站|行|法院|检察院|秘书处|残联|妇联|卫生组织)$"
)
_NO_BODY = re.compile(
    r"^(?:经|通知|意见|方案|办法|会议|全国|各地|本次|此次|该|其|我|这|以|为|《)|[《》。：:；;？]|的$|通知$|会议$|工作$"
)


def issuers(sentence: str, *, must_act: bool = False) -> tuple[str, ...]:
    """The bodies that `sentence` begins with, as it names them; () where it begins with something else.

    `must_act`: the sentence has to say that they do something, not only name them.
    """
    clause = _without_lead(sentence).split("。")[0][:_CLAUSE]
    for act in _ACTS.finditer(clause):
        if names := _names(clause[: act.start()]):
            return names
    return () if must_act else _names(clause)


def title_in(text: str) -> str | None:
    """The text in the first 《》, including nested ones."""
    start, depth = text.find("《"), 0
    for at in range(max(start, 0), len(text)):
        depth += {"《": 1, "》": -1}.get(text[at], 0)
        if depth == 0 and start >= 0:
            named = one_line(text[start + 1 : at])
            return named if len(named) > 2 else None
    return None


def split_title(title: str) -> tuple[tuple[str, ...], str | None]:
    """Splits a title such as 某某局印发《某某办法》 into the bodies and the text in 《》."""
    return issuers(title), title_in(title)


def _without_lead(sentence: str) -> str:
    """The sentence without the date, or the word for it, that it begins with."""
    text = sentence.strip()
    for _ in range(2):
        if lead := _LEAD.match(text):
            text = text[lead.end() :]
        first = next(dates_in(text, issued=_ANY_DAY), None)
        if first is not None and first.start == 0:
            text = re.sub(r"^(?:起|底|初|末|[上中下]旬)?[，, 、]*", "", text[first.end :])
    return text


def _names(text: str) -> tuple[str, ...]:
    text = text.strip()
    names = []
    for piece in _BETWEEN_BODIES.split(text):
        name = _AND_OTHERS.sub("", piece.strip()).strip("（）()“”")
        if not name:
            continue
        if not _is_body(name):
            return ()
        names.append(name)
    return tuple(dict.fromkeys(names))


def _is_body(name: str) -> bool:
    return 2 <= len(name) <= 40 and bool(_BODY.search(name)) and not _NO_BODY.search(name)
