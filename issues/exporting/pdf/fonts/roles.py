"""The roles that fonts play in print, and the files that can play them.

The stylesheet asks for roles (Song, Hei, Kai ...), never for fonts.
"""

import re
from dataclasses import dataclass
from pathlib import PurePath

REGULAR, BOLD = 80, 200  # fontconfig's weights
MARKS = "，。、；：！？．“”‘’（）《》〈〉「」『』【】〔〕〖〗"
"""Marks that the layout halves where two meet, by the half-width forms (`halt`) of the font."""
LATIN = (
    *(
        (0x20, 0x7E),
        (0xA0, 0x103),
        (0x110, 0x113),
        (0x11A, 0x11B),
        (0x128, 0x12B),
        (0x143, 0x144),
        (0x147, 0x148),
    ),
    *(
        (0x14C, 0x14F),
        (0x152, 0x153),
        (0x168, 0x16D),
        (0x192, 0x192),
        (0x1A0, 0x1A1),
        (0x1AF, 0x1B0),
        (0x1CD, 0x1DC),
    ),
    *((0x1F8, 0x1F9), (0x391, 0x3A1), (0x3A3, 0x3A9), (0x3B1, 0x3C9)),
    *((0x2014, 0x2014), (0x2018, 0x201A), (0x201C, 0x201D), (0x2026, 0x2026)),
    *((ord(mark), ord(mark)) for mark in MARKS),
)
"""The characters that the Latin font draws in Kai text. They include quotation marks and dashes, which many Kai fonts draw
too narrow for Chinese, and the marks that are halved, which Kai fonts have in one width alone. Only characters that its
file has: where a font declares a character, no other font is tried."""
_COPY = re.compile(r"(--gbk?\d-\d)?(_\d)?$")
"""FZXBSJW--GB1-0.TTF and FZXBSJW_0.TTF are what installers make of FZXBSJW.TTF."""


def stem_of(filename: str) -> str:
    """What a file is found by: its name without suffix, upper case and the marks of installers."""
    return _COPY.sub("", PurePath(filename).stem.lower())


@dataclass(frozen=True)
class Source:
    """A font that can play a role: the name of its file without suffix, and its PostScript name within a collection."""

    stem: str
    postscript: str = ""


@dataclass(frozen=True)
class Role:
    """`own`: fonts that an institute may have bought, which come first; `ours`: those that come with the product or the
    system. `label` is its Chinese name, `use` what it prints, and `without` what happens where no font is found."""

    family: str
    weight: int
    label: str
    use: str
    without: str
    ours: tuple[Source, ...] = ()
    own: tuple[Source, ...] = ()
    ranges: tuple[tuple[int, int], ...] = ()
    is_other_style: bool = False
    """Whether ours are of another style, in the place of what nobody gives away."""
    needs_own: bool = False
    """Whether ours only complete an institute's font, and do not play the role without one."""


def _sources(*stems: str) -> tuple[Source, ...]:
    return tuple(map(Source, stems))


SONG = (Source("NotoSerifCJK-Regular", "NotoSerifCJKsc-Regular"), Source("NotoSerifSC-Regular"))
SONG_BOLD = (Source("NotoSerifCJK-Bold", "NotoSerifCJKsc-Bold"), Source("NotoSerifSC-Bold"))
KAI, KAI_BOLD = _sources("LXGWWenKai-Regular"), _sources("LXGWWenKai-Bold")
SIGNS = _sources("DejaVuSans")
MORE_SIGNS = _sources("NotoSansSymbols2-Regular", "seguisym", "Symbola", "Symbola_hint")
HEI = (Source("NotoSansCJK-Regular", "NotoSansCJKsc-Regular"), Source("NotoSansSC-Regular"))
HEI_BOLD = (Source("NotoSansCJK-Bold", "NotoSansCJKsc-Bold"), Source("NotoSansSC-Bold"))
OWN_BIAOSONG = _sources(
    *("方正小标宋简体", "方正小标宋_GBK", "FZXBSJW", "FZXBSK", "FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05"),
    *("STZHONGS", "华文中宋"),
)
OWN_SONG = (
    *_sources("方正书宋简体", "方正书宋_GBK", "FZSSJW", "FZSSK", "FZShuSong-Z01S", "FZShuSong-Z01"),
    *(Source("simsun", "SimSun"), *_sources("STSONG", "华文宋体")),
)
OWN_HEI = _sources(
    *("方正黑体简体", "方正黑体_GBK", "FZHTJW", "FZHTK", "FZHei-B01S", "FZHei-B01", "simhei", "黑体"),
)
OWN_KAI = _sources(
    *("楷体_GB2312", "KaiTi_GB2312", "simkai_GB2312", "方正楷体简体", "方正楷体_GBK", "FZKTJW", "FZKTK"),
    *("FZKai-Z03S", "FZKai-Z03", "simkai", "STKAITI", "华文楷体"),
)
OWN_FANGSONG = _sources(
    *("仿宋_GB2312", "FangSong_GB2312", "simfang_GB2312", "方正仿宋简体", "方正仿宋_GBK", "FZFSJW", "FZFSK"),
    *("FZFangSong-Z02S", "FZFangSong-Z02", "simfang", "STFANGSO", "华文仿宋"),
)

NOTHING = "请重新安装软件包，它应随软件带来"
WITH_KAI = "与楷体排在一起的字母、数字、标点"

ROLES = (
    Role("Fangsong", REGULAR, "仿宋", "正文", "正文用宋体", SONG, OWN_FANGSONG, needs_own=True),
    Role("Song", REGULAR, "宋体", "正文（没有仿宋时）、表格、导读、页眉页码", NOTHING, SONG, OWN_SONG),
    Role("Song", BOLD, "宋体（粗）", "粗体字里别的字体没有的字", "用宋体加粗", SONG_BOLD),
    Role("Hei", REGULAR, "黑体", "正文中的强调、表头、表题", NOTHING, HEI, OWN_HEI),
    Role("Hei", BOLD, "黑体（粗）", "栏目标题、本期导读", "用黑体加粗", HEI_BOLD, OWN_HEI),
    Role("Kai", REGULAR, "楷体", "来源、版头、版记、附件", "都用宋体", KAI, OWN_KAI),
    Role("Kai", BOLD, "楷体（粗）", "条目标题、期号", "条目标题用黑体，期号用宋体", KAI_BOLD, OWN_KAI),
    Role("Biaosong", REGULAR, "小标宋", "刊名", "刊名用宋体", SONG_BOLD, OWN_BIAOSONG, is_other_style=True),
    Role("Signs", REGULAR, "符号", "箭头、方框、对勾、上下标数字", "换成常用的，如 ☑ 印成 √", SIGNS),
    Role("MoreSigns", REGULAR, "其他符号", "少见的符号", "少见的符号印不出来，送审时会指出", MORE_SIGNS),
    Role("Latin", REGULAR, "西文和标点", WITH_KAI, NOTHING, SONG, ranges=LATIN),
    Role("Latin", BOLD, "西文和标点（粗）", WITH_KAI, "用不加粗的", SONG_BOLD, ranges=LATIN),
)
"""Best source first. A role without any falls to the stylesheet's next family; Song and Hei come with pip."""
