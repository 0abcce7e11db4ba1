"""The document's settings, its defaults and its fonts with what may stand in for them."""

from docx.document import Document as Word
from docx.opc.constants import RELATIONSHIP_TYPE
from lxml import etree

from issues.exporting.word.looks import BIAOSONG, FANGSONG, HEI, KAI, SONG
from issues.exporting.word.styles import fonts
from issues.exporting.word.xml import Element, w

STAND_INS = {
    FANGSONG: "FangSong,仿宋_GB2312,华文仿宋,STFangsong",
    HEI: "SimHei,华文黑体,STHeiti",
    SONG: "SimSun,华文宋体,STSong",
    KAI: "KaiTi,楷体_GB2312,华文楷体,STKaiti",
    BIAOSONG: "FZXiaoBiaoSong-B05S,方正小标宋_GBK,华文中宋,STZhongsong",
}


def fill(word: Word) -> None:
    _replace(word.settings.element, _settings())
    defaults = [
        w(
            "rPrDefault",
            w("rPr", fonts(FANGSONG), w("sz", val=28), w("szCs", val=28), _language("lang", "val")),
        ),
        w("pPrDefault"),
    ]
    _replace(word.styles.element.find("{*}docDefaults"), defaults)
    part = word.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    part._blob = _font_table()


def _settings() -> list[Element]:
    """In the order of the schema."""
    compatibility = "http://schemas.microsoft.com/office/word"
    return [
        w("zoom", percent=100),
        w("defaultTabStop", val=420),
        w("characterSpacingControl", val="compressPunctuation"),
        w(
            "compat",
            w("useFELayout"),
            w("compatSetting", name="compatibilityMode", uri=compatibility, val=15),
        ),
        _language("themeFontLang", "val"),
        w("decimalSymbol", val="."),
        w("listSeparator", val=","),
    ]


def _language(tag: str, western: str) -> Element:
    return w(tag, **{western: "en-US"}, eastAsia="zh-CN")


def _font_table() -> bytes:
    declared_fonts = [
        w("font", w("altName", val=others), w("charset", val="86"), w("family", val="auto"), name=name)
        for name, others in STAND_INS.items()
    ]
    return bytes(
        etree.tostring(w("fonts", *declared_fonts), xml_declaration=True, encoding="UTF-8", standalone=True)
    )


def _replace(root: Element, children: list[Element]) -> None:
    for child in list(root):
        root.remove(child)
    root.extend(children)
