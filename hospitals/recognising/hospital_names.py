"""Recognises the hospital that a text begins with by the form of its name."""

import re

_WORD = r"[\u4e00-\u9fffA-Za-z0-9·]"
_CENTRE = "临床|医学|医疗|健康|肿瘤|病|疾病|卫生|急救|康复|防治|保健|质控|血液|医院发展|医院管理"
_ENDS = (
    "医院|卫生院|保健院|疗养院|研究院|研究所|门诊部|血站|医联体|医共体"
    rf"|卫生服务中心|(?:{_CENTRE})中心|[一二三四五六七八九十]附?院|[大医]附院|总院|分院"
)
_REGIONS = (
    "河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|内蒙古|广西|西藏|宁夏|新疆"
    "|南京|苏州|无锡|常州|南通|扬州|盐城|徐州|淮安|杭州|宁波|温州|厦门|深圳|郑州|昆明|太原|济南|滁州|蚌埠"
)
"""Regions where a famous hospital runs another one that has both names."""
_MORE = (
    r"(?:发展中心|集团|[（(]集团[）)]|总院|[\u4e00-\u9fff]{1,3}院区|[\u4e00-\u9fff]{2,3}分院|第[一二三四五六七八九十]{1,2}医学中心"
    rf"|(?:{_REGIONS})(?:市|省)?医院)"
)
_ALSO_CALLED = r"(?:[（(][^（）()]{2,30}(?:医院|院区|分院|本部)[）)])"
_PLACE = rf"(?:[（(][\u4e00-\u9fff]{{2,4}}[）)]{_WORD}{{0,8}}?)"
_NAME = re.compile(rf"{_WORD}{{0,24}}?{_PLACE}?(?:{_ENDS}){_MORE}?{_ALSO_CALLED}?")
_NO_NAME = re.compile(
    "打造|建设|推进|推动|构建|构筑|创建|加强|探索|实施|依托|聚焦|坚持|提升|深化|完善|强化|开展|通过|基于|关于|创新|赋能|落实|实现|优化|联合|携手"
    "|[以将把]|覆盖|整合|下辖|辐射|[0-9]+(?:个|家|所)|^某|某(?=[省市县区院三二医])|^(?:以|为|在|让|把|做|从|由|向|我|该|本|各|全国|国内|多家|部分|公立|三级|二级|大型|一家|两家|几家|医院|其|这|当|对|与|和|是|近)"
)
_QUALIFIER = re.compile(r"^(?:近日|日前|近年来?|近期|今年以来|作为[^，]{2,30}，)[，,]?\s*|^[“”\"'‘’]+")
_AFTER_PUNCTUATION = re.compile(r"(?:^|[：:—\-“”《》，,。、 　（(])")


def hospital_at_start(text: str) -> str | None:
    """The name that `text` begins with; a short one such as 浙大二院 is one as well."""
    match = _NAME.match(_QUALIFIER.sub("", text.strip()))
    if match is None or len(match[0]) < 3 or _NO_NAME.search(match[0]):
        return None
    return match[0]


def hospital_in(text: str) -> str | None:
    """The first name behind a mark of punctuation, as in 数字赋能：某某医院的实践."""
    for match in _AFTER_PUNCTUATION.finditer(text):
        if name := hospital_at_start(text[match.end() :]):
            return name
    return None
