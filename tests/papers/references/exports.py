"""What the databases export, in the shapes that they truly write; every word of the references is invented."""

CNKI_ENDNOTE = """%0 Journal Article
%A 岳望山%A 林知微 %A 欧阳清[1,2]
%+ 江州市第一医院;望澜大学;
%T 门诊预约流程优化的实践
%J 江州医院管理
%D 2026
%V 12
%N 02
%K 门诊;预约
%X <正>摘要：【目的】探讨门诊预约流程。【结果】候诊时间缩短（P&lt;0.05）。
%P 1-5
%@ 1000-0001
%L 11-1111/R
%U https://link.cnki.net/doi/10.12345/j.cnki.jz.2026.02.001
%R 10.12345/j.cnki.jz.2026.02.001
%W CNKI


%0 Thesis
%A 周小川
%T 县域医共体绩效研究
%I 望澜大学
%D 2025
%W CNKI
"""

CNKI_REFWORKS = """RT Journal Article
SR 1
A1 岳望山;林知微;欧阳清
AD 江州市第一医院;望澜大学;
T1 门诊预约流程优化的实践
JF 江州医院管理
YR 2026
IS 02
OP 1-5
K1 门诊;预约
AB 【目的】探讨门诊预约流程。【结果】候诊时间缩短（P<0.05）。
CT 检查也在其中。
SN 1000-0001
LA 中文;
DS CNKI
LK https://link.cnki.net/doi/10.12345/j.cnki.jz.2026.02.001
DO 10.12345/j.cnki.jz.2026.02.001

RT Dissertation/Thesis
A1 周小川
T1 县域医共体绩效研究
YR 2025
"""

CNKI_NOTEEXPRESS = """{Reference Type}: Journal Article
{Title}: 门诊预约流程优化的实践
{Author}: 岳望山;林知微;欧阳清;
{Author Address}: 江州市第一医院;
{Journal}: 江州医院管理
{Year}: 2026
{Issue}: 02
{Pages}: 1-5
{Keywords}: 门诊;预约
{Abstract}: 【目的】探讨门诊预约流程。【结果】候诊时间缩短（P<0.05）。
{URL}: https://link.cnki.net/doi/10.12345/j.cnki.jz.2026.02.001
{DOI}: 10.12345/j.cnki.jz.2026.02.001
{ISBN/ISSN}: 1000-0001
{Database Provider}: CNKI


{Reference Type}: Thesis
{Title}: 县域医共体绩效研究
{Author}: 周小川
{Year}: 2025
"""

WEIPU_NOTEEXPRESS = """{Reference Type}: Journal Article \r
{Title}:门诊预约流程优化的实践\r
{Translated Title}: Practice of appointments\r
{Author}: 岳望山[1]\r
{Author}: 林知微[1]\r
{Author}: 欧阳清[2]\r
{Journal}: 江州医院管理\r
{Year}: 2026\r
{Volume} : 12\r
{Issue}: 2\r
{Abstract}: 【目的】探讨门诊预约流程。【结果】候诊时间缩短（P<0.05）。\r
{DOI}: 10.12345/j.cnki.jz.2026.02.001\r
{URL}: https://link.cnki.net/doi/10.12345/j.cnki.jz.2026.02.001\r
\r
{Reference Type}: Thesis\r
{Title}: 县域医共体绩效研究\r
{Author}: 周小川\r
{Year}: 2025\r
"""

CNKI_CUSTOM = """SrcDatabase-来源库: 期刊
Title-题名: 门诊预约流程优化的实践
Author-作者: 岳望山;林知微;欧阳清;
Organ-单位: 江州市第一医院;
Source-文献来源: 江州医院管理
Keyword-关键词: 门诊;;预约
Summary-摘要: 【目的】探讨门诊预约流程。【结果】候诊时间缩短（P<0.05）。
PubTime-发表时间: 2026-02-15 11:12
Year-年: 2026
Period-期: 02
URL-网址: https://link.cnki.net/doi/10.12345/j.cnki.jz.2026.02.001
DOI-DOI: 10.12345/j.cnki.jz.2026.02.001

SrcDatabase-来源库: 硕士
Title-题名: 县域医共体绩效研究
Author-作者: 周小川;
Year-年: 2025
"""

CNKI_STUDY = """DataType: 1
Title-题名: 门诊预约流程优化的实践
Author-作者: 岳望山;林知微;欧阳清;
Source-刊名: 江州医院管理
Year-年: 2026
PubTime-出版时间: 2026-02-15
Summary-摘要: 【目的】探讨门诊预约流程。【结果】候诊时间缩短（P<0.05）。
SrcDatabase-来源库: 期刊
DOI-DOI: 10.12345/j.cnki.jz.2026.02.001
Link-链接: https://link.cnki.net/doi/10.12345/j.cnki.jz.2026.02.001
DataType: 2
Title-题名: 县域医共体绩效研究
Author-作者: 周小川;
Year-年: 2025
SrcDatabase-来源库: 硕士
"""

WANFANG_RIS = """TY  - JOUR
T1  - 门诊预约流程优化的实践
A1  - 岳望山;林知微;欧阳清;
JO  - 江州医院管理
VL  - 12
IS  - 2
SP  - 1
EP  - 5
PY  - 2026
DA  - 2026/02/15/
N2  - <正>【目的】探讨门诊预约流程。【结果】候诊时间缩短（P<0.05）。
KW  - 门诊
KW  - 预约
SN  - 1000-0001
UR  - https://link.cnki.net/doi/10.12345/j.cnki.jz.2026.02.001
DO  - doi:10.12345/j.cnki.jz.2026.02.001
ER  -

TY  - THES
TI  - 县域医共体绩效研究
AU  - 周小川
Y1  - 2025//
ER  -
"""

ZOTERO_RIS = """TY  - JOUR
TI  - 门诊预约流程优化的实践
AU  - 岳, 望山
AU  - 林知微
AU  - 欧阳, 清
T2  - 江州医院管理
AB  - 【目的】探讨门诊预约流程。【结果】候诊时间缩短（P<0.05）。
DA  - 2026/02/15/
PY  - 2026
DO  - 10.12345/j.cnki.jz.2026.02.001
UR  - https://link.cnki.net/doi/10.12345/j.cnki.jz.2026.02.001
Y2  - 2026/03/01/02:03:04
ER  -\x20

TY  - THES
TI  - 县域医共体绩效研究
AU  - 周小川
PY  - 2025
ER  -\x20
"""

BIBTEX = """@article{岳望山2026,
  author = {岳望山 and 林知微 and 欧阳清},
  title = {门诊预约{流程}优化的实践},
  journal = {江州医院管理},
  year = {2026},
  month = feb,
  number = {02},
  abstract = {【目的】探讨门诊预约流程。【结果】候诊时间缩短（P<0.05）。},
  url = {https://link.cnki.net/doi/10.12345/j.cnki.jz.2026.02.001},
  doi = {10.12345/j.cnki.jz.2026.02.001},
}

@phdthesis{周小川2025,
  author = {周小川 and},
  title = {县域医共体绩效研究},
  year = {2025}
}
"""

ALL = {
    "cnki-endnote": (CNKI_ENDNOTE, "EndNote", "2026"),
    "cnki-refworks": (CNKI_REFWORKS, "RefWorks", "2026"),
    "cnki-noteexpress": (CNKI_NOTEEXPRESS, "NoteExpress", "2026"),
    "weipu-noteexpress": (WEIPU_NOTEEXPRESS, "NoteExpress", "2026"),
    "cnki-custom": (CNKI_CUSTOM, "知网自定义格式（或知网研学）", "2026-02-15"),
    "cnki-study": (CNKI_STUDY, "知网自定义格式（或知网研学）", "2026-02-15"),
    "wanfang-ris": (WANFANG_RIS, "RIS", "2026-02-15"),
    "zotero-ris": (ZOTERO_RIS, "RIS", "2026-02-15"),
    "bibtex": (BIBTEX, "BibTeX", "2026-02"),
}


def ris(*titles: str, journal: str = "江州医院管理", abstract: str = "甲。") -> str:
    """A file of such papers."""
    return "".join(
        f"TY  - JOUR\nTI  - {title}\nAU  - 岳望山\nJO  - {journal}\nPY  - 2026\nAB  - {abstract}\nER  - \n"
        for title in titles
    )
