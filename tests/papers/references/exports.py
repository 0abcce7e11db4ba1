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

PUBMED = """PMID- 10000001
OWN - NLM
STAT- MEDLINE
DCOM- 20260301
IS  - 1000-0001 (Print)
VI  - 12
IP  - 2
DP  - 2026 Feb 15
TI  - 门诊预约流程
      优化的实践
PG  - 1-5
LID - 10.12345/j.cnki.jz.2026.02.001 [doi]
AB  - 【目的】探讨门诊预约流程。【结果】候诊时间
      缩短（P<0.05）。
FAU - 岳, 望山
AU  - Yue W
FAU - 林知微
AU  - Lin ZW
FAU - 欧阳, 清
AU  - Ouyang Q
LA  - chi
PT  - Journal Article
JT  - 江州医院管理
TA  - Jiangzhou Yiyuan
URL - https://link.cnki.net/doi/10.12345/j.cnki.jz.2026.02.001
AID - S1000-0001(26)00001-1 [pii]
AID - 10.12345/j.cnki.jz.2026.02.001 [doi]

PMID- 10000002
OWN - NLM
DP  - 2025
TI  - 县域医共体绩效研究
AU  - Zhou X
PT  - Academic Dissertation
"""

WEB_OF_SCIENCE = """FN Clarivate Analytics Web of Science
VR 1.0
PT J
AU Yue, WS
   Lin, ZW
   Ouyang, Q
AF 岳望山
   林知微
   欧阳清
TI 门诊预约流程
   优化的实践
SO 江州医院管理
LA Chinese
DT Article
AB 【目的】探讨门诊预约流程。【结果】候诊时间缩短（P<0.05）。
SN 1000-0001
PD FEB 15
PY 2026
VL 12
IS 2
DI 10.12345/j.cnki.jz.2026.02.001
UR https://link.cnki.net/doi/10.12345/j.cnki.jz.2026.02.001
UT WOS:000000000000001
ER

PT S
AU Zhou, XC
TI 县域医共体绩效研究
PY 2025
ER

EF
"""

WEB_OF_SCIENCE_TABLE = (
    "PT\tAU\tAF\tTI\tSO\tAB\tPD\tPY\tDI\tUR\n"
    "J\tYue, WS; Lin, ZW\t岳望山; 林知微; 欧阳清\t门诊预约流程优化的实践\t江州医院管理"
    "\t【目的】探讨门诊预约流程。【结果】候诊时间缩短（P<0.05）。\tFEB\t2026\t10.12345/j.cnki.jz.2026.02.001"
    "\thttps://link.cnki.net/doi/10.12345/j.cnki.jz.2026.02.001\n"
    "S\tZhou, XC\t\t县域医共体绩效研究\t\t\t\t2025\t\t\n"
)

ZOTERO_CSV = (
    '"Key","Item Type","Publication Year","Author","Title","Publication Title","DOI","Url","Abstract Note","Date",'
    '"Date Added"\n'
    '"AB12","journalArticle","2026","岳, 望山; 林知微; 欧阳, 清","门诊预约流程优化的实践","江州医院管理",'
    '"10.12345/j.cnki.jz.2026.02.001","https://link.cnki.net/doi/10.12345/j.cnki.jz.2026.02.001",'
    '"【目的】探讨门诊预约流程。【结果】候诊时间缩短（P<0.05）。","2026-02-15","2026-03-01 02:03:04"\n'
    '"AB13","thesis","2025","周小川","县域医共体绩效研究","","","","","2025","2026-03-01 02:03:04"\n'
)

WEIPU_CUSTOM = """【题  名】门诊预约流程优化的实践
【作  者】岳望山[1];林知微[1];欧阳清[2]
【机  构】[1]江州市第一医院;[2]望澜大学
【刊  名】江州医院管理
【ISSN号】1000-0001
【C N 号】11-1111/R
【年  份】2026
【期  号】2
【关键词】门诊;预约
【文  摘】【目的】探讨门诊预约流程。【结果】候诊时间缩短（P<0.05）。
【DOI】10.12345/j.cnki.jz.2026.02.001
【网  址】https://link.cnki.net/doi/10.12345/j.cnki.jz.2026.02.001

【题  名】县域医共体绩效研究
【作  者】周小川
【年  份】2025
【文献类型】学位论文
"""

WANFANG_CUSTOM = """作者：岳望山,林知微,欧阳清
题名：门诊预约流程优化的实践
刊名：江州医院管理
出版日期：2026-02-15
摘要：【目的】探讨门诊预约流程。【结果】候诊时间缩短（P<0.05）。
DOI：10.12345/j.cnki.jz.2026.02.001
链接：https://link.cnki.net/doi/10.12345/j.cnki.jz.2026.02.001
作者：周小川
题名：县域医共体绩效研究
出版日期：2025
文献类型：学位论文
"""

ENDNOTE_XML = """<?xml version="1.0" encoding="UTF-8" ?><xml><records><record><database name="a.enl">a.enl</database>
<ref-type name="Journal Article">17</ref-type><contributors><authors>
<author><style face="normal" font="default" size="100%">岳望山</style></author>
<author><style face="normal">林知微</style></author><author>欧阳, 清</author></authors></contributors>
<titles><title><style face="normal">门诊预约流程优化的实践</style></title><secondary-title>江州医院管理</secondary-title></titles>
<periodical><full-title>江州医院管理</full-title></periodical><volume>12</volume>
<dates><year>2026</year><pub-dates><date>
    Feb 15
</date></pub-dates></dates>
<urls><related-urls><url>https://link.cnki.net/doi/10.12345/j.cnki.jz.2026.02.001</url></related-urls></urls>
<electronic-resource-num>10.12345/j.cnki.jz.2026.02.001</electronic-resource-num>
<abstract><style face="normal">【目的】探讨门诊预约流程。【结果】候诊时间缩短（P&lt;0.05）。</style></abstract></record>
<record><ref-type name="Thesis">32</ref-type><contributors><authors><author>周小川</author></authors></contributors>
<titles><title>县域医共体绩效研究</title></titles><dates><year>2025</year></dates></record></records></xml>
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
    "pubmed": (PUBMED, "PubMed（nbib）", "2026-02-15"),
    "web-of-science": (WEB_OF_SCIENCE, "Web of Science（纯文本）", "2026-02-15"),
    "web-of-science-table": (WEB_OF_SCIENCE_TABLE, "Web of Science（制表符分隔）", "2026-02"),
    "zotero-csv": (ZOTERO_CSV, "表格文本（csv 或制表符分隔）", "2026-02-15"),
    "weipu-custom": (WEIPU_CUSTOM, "带项目名称的文本（如维普、万方的自定义导出）", "2026"),
    "wanfang-custom": (WANFANG_CUSTOM, "带项目名称的文本（如维普、万方的自定义导出）", "2026-02-15"),
    "endnote-xml": (ENDNOTE_XML, "EndNote XML", "2026-02-15"),
}
FIRST_LINES = {"web-of-science": 3, "web-of-science-table": 2, "zotero-csv": 2}
"""Where the first reference begins, if not at the top."""


def ris(*titles: str, journal: str = "江州医院管理", abstract: str = "甲。") -> str:
    """A file of such papers."""
    return "".join(
        f"TY  - JOUR\nTI  - {title}\nAU  - 岳望山\nJO  - {journal}\nPY  - 2026\nAB  - {abstract}\nER  - \n"
        for title in titles
    )
