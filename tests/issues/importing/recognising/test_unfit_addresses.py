"""An address that no reader can follow costs no entry: it stays in sight as a remark."""

import pytest

from issues.importing.uploads import read_upload

ISSUE = """动态参考
第12期
2026年3月20日

一、政策热点

1.江州省印发《关于规范门诊预约的通知》

2026年3月2日，江州省卫生健康委员会印发《关于规范门诊预约的通知》，要求{link}。（来源于江州网 {address}）

二、医院资讯

医院\t标题\t网址
望澜市第一医院\t日间手术再扩容\t{row}
望澜市第三医院\t新楼启用\thttps://h3.example/1

编辑：林知远　审核：周慎行
"""
FIT = "https://x.cn/1.html"


def read(link: str = "规范预约", address: str = FIT, row: str = FIT):
    shown = ISSUE.format(link=link, address=address, row=row)
    recognition = read_upload(shown.encode(), "a.md")
    return recognition.document.entries, [(r.line, r.text) for r in recognition.unrecognised]


@pytest.mark.parametrize(
    "address", ["http://192.168.1.8/oa/1.html", "http://user:pw@x.cn/", "https://x.cn:99999/a"]
)
def test_source_that_leads_nowhere_is_a_remark_next_to_its_entry(address):
    entries, remarks = read(address=address)
    assert (len(entries), entries[0].source, entries[0].source_url) == (3, "江州网", None)
    assert remarks == [(7, address)]


def test_link_that_leads_nowhere_leaves_its_words_and_a_remark():
    entries, remarks = read(link="[规范预约](http://10.0.0.1/x)")
    assert "要求规范预约。" in entries[0].body_html
    assert remarks == [(7, "http://10.0.0.1/x")]


def test_row_that_is_nothing_without_its_address_is_a_remark():
    entries, remarks = read(row="http://oa/news/1")
    assert len(entries) == 2
    assert remarks == [(14, "望澜市第一医院\t日间手术再扩容\thttp://oa/news/1")]


def test_characters_that_were_lost_or_taken_out_are_remarks():
    shown = ISSUE.format(link="规\x03范\ufffd约", address=FIT, row=FIT)
    recognition = read_upload(shown.encode(), "a.txt")
    reasons = [remark.reason for remark in recognition.remarks]
    assert "文件里有 1 个看不见的控制字符（U+0003），已去掉" in reasons
    assert sum("原来的字已经丢失" in reason for reason in reasons) == 2
