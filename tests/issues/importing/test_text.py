import pytest

from issues.document.errors import Unreadable
from issues.importing.formats import read_file
from issues.importing.source import Run, Table
from issues.importing.text import read_text

WORDS = "动态参考\r\n\r\n第9期 医\u00a0院\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_text_reads_in_every_usual_encoding(encoding):
    words = WORDS.replace("\u00a0", " ") if encoding == "gb18030" else WORDS
    paragraphs = list(read_text(words.encode(encoding)).paragraphs())
    assert [(p.line, p.text) for p in paragraphs] == [(1, "动态参考"), (3, "第9期 医 院")]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"PK\x03\x04\x00\x00\x00\x00" * 50, "文件不是文字"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(1, 256)) * 9, "不能识别文件的编码|文件不是文字"),
        (b"a" * 4_000_001, "文件太大（最多 4 MB）"),
    ],
)
def test_text_refuses_what_is_none(data, reason):
    with pytest.raises(Unreadable, match=reason):
        read_text(data)


def test_lines_with_tabs_are_rows_as_wide_as_the_widest():
    (table,) = read_text("序号\t单位\t标题\n1\t甲院\t乙\n\t\t丙\n".encode()).blocks
    assert isinstance(table, Table)
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["序号", "单位", "标题"],
        ["1", "甲院", "乙"],
        ["", "", "丙"],
    ]
    assert [row.line for row in table.rows] == [1, 2, 3]


def test_pipe_tables_have_a_head():
    (table,) = read_text("| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n".encode()).blocks
    assert [(row.is_heading, [cell.text for cell in row.cells]) for row in table.rows] == [
        (True, ["甲", "乙"]),
        (False, ["1", "2"]),
    ]


def test_marks_become_runs_and_scraps_are_lost_words():
    (paragraph,) = read_text("## 甲**乙**丙*丁*[戊](https://a.example/)<p>5*8<0.05".encode()).blocks
    assert paragraph.level == 2
    assert paragraph.runs == (
        Run(text="甲"),
        Run(text="乙", is_bold=True),
        Run(text="丙"),
        Run(text="丁", is_italic=True),
        Run(text="戊", href="https://a.example/"),
        Run(text="<p>", is_lost=True),
        Run(text="5*8<0.05"),
    )


def test_lines_broken_to_fit_are_one_paragraph_and_others_are_not():
    broken = (
        "本期动态参考对国内部分医院网站资讯进行了摘编，供各级\n"
        "医疗卫生机构参考，欢迎广大读者提出宝贵的意见和建议，\n"
        "编辑部。"
    )
    assert len(read_text(broken.encode()).blocks) == 1
    assert len(read_text("扬子江大学医院管理研究院\n云岭医院管理研究所\n".encode()).blocks) == 2


RECIPE = "红烧肉\n\n一、备料\n\n五花肉一斤，姜三片。\n\n二、下锅\n\n小火炖一小时。"


@pytest.mark.parametrize("words", ["", "  \n\n", RECIPE, "典型案例\n\n我的暑假。"])
@pytest.mark.parametrize("suffix", ["txt", "md"])
def test_what_is_no_issue_is_refused_with_what_was_looked_for(words, suffix):
    with pytest.raises(Unreadable, match=r"没有识别出.*栏目.*刊头.*导读"):
        read_file(words.encode(), f"a.{suffix}")


def test_issue_without_number_and_date_says_what_to_give():
    words = "动态参考\n本期导读\n政策热点\n甲局印发《乙》\n一、政策热点\n1.甲局印发《关于乙的通知》。甲局印发通知。\n"
    with pytest.raises(Unreadable, match="文中没有写明期号和日期，请填写"):
        read_file(words.encode(), "a.txt")


def test_paragraph_right_below_a_table_is_no_part_of_its_last_cell() -> None:
    text = "科室\t例数\n内科\t12\n外科\t13\n各科室要高度重视，及时报送。\n（来源于江州省人民医院网站）\n"
    table, *below = read_text(text.encode()).blocks
    assert table.text == "科室\t例数\n内科\t12\n外科\t13"
    assert [block.text for block in below] == ["各科室要高度重视，及时报送。", "（来源于江州省人民医院网站）"]


def test_raised_and_lowered_words_of_markdown_keep_their_height() -> None:
    (paragraph,) = read_text("5×10<sup>9</sup>/L，H<sub>2</sub>O，V<sub>max</sub>".encode()).blocks
    assert paragraph.text == "5×10⁹/L，H₂O，Vmax"
