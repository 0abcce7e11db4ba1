"""The imprint of a back issue, and of what we write as text and Markdown."""

from dataclasses import replace

import pytest

from issues.exporting.markdown import export_markdown
from issues.exporting.text import export_text
from issues.importing.formats import read_file
from tests import factories

TEXT = """准印证号：江内资字2024—009号    内部资料　免费交流
动态参考
第3期
望澜医院管理研究所  2024年3月1日
一、他山之石
1.清淮医院推行“一站式”服务。清淮医院设立服务中心，患者少跑路。
编辑：林知远　　审核：周慎行
编印单位：望澜医院管理研究所　印数：200册
印刷单位：江州青桐印务有限公司
印刷日期：2024年3月5日
"""


@pytest.mark.parametrize(("export", "name"), [(export_text, "a.txt"), (export_markdown, "a.md")])
def test_text_comes_back_with_all_but_the_regime(export, name):
    document = factories.document(imprint=factories.imprint())
    recognition = read_file(export(document).encode(), name)
    assert recognition.document.imprint == replace(document.imprint, regime="")
    assert recognition.document.title == document.title
    assert recognition.document.publishers == document.publishers
    assert [(r.text, r.reason) for r in recognition.unrecognised if "免费" in r.text] == [
        ("内部资料，免费交流", "印发方式未导入，请在“印发信息”里选定")
    ]


def test_a_back_issue_with_several_fields_on_a_line():
    document = read_file(TEXT.encode(), "a.txt").document
    imprint = document.imprint
    assert (document.title, document.publishers) == ("动态参考", ("望澜医院管理研究所",))
    assert (imprint.permit, imprint.compiler) == ("江内资字2024—009号", "望澜医院管理研究所")
    assert (imprint.copies, imprint.printer) == ("200册", "江州青桐印务有限公司")
    assert str(imprint.printed_on) == "2024-03-05"


def test_a_day_that_is_none_stays_a_remark():
    recognition = read_file(TEXT.replace("2024年3月5日", "三月上旬").encode(), "a.txt")
    assert recognition.document.imprint.printed_on is None
    assert any("三月上旬" in remark.text for remark in recognition.unrecognised)
