import hashlib
from dataclasses import replace
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest

from hospitals.document import CaseStudy, HospitalNewsLink
from issues.document import Annex, Section
from issues.importing.formats import read_file
from issues.importing.own_word import read_own_word
from issues.importing.recognition import Given
from issues.importing.word.package import Package
from papers.document import Notice
from tests import factories
from tests.issues.importing.own_word.edits import W, add_after, edited, entry_elements, exported, styled

SECOND = "怀岭市印发《病案首页质量规范》"


def issue(**changes):
    return factories.document(**changes)


def policies(document):
    return document.sections[0].entries


def news(*hospitals):
    links = tuple(
        HospitalNewsLink(hospital=name, title=f"第{n}条", url=f"https://h.example/{n}")
        for n, name in enumerate(hospitals)
    )
    return issue(sections=(Section(kind="news", title="医院资讯", entries=links),))


def case(body, **more):
    entry = CaseStudy(title="案例", body_html=body, **more)
    return issue(sections=(Section(kind="cases", title="典型案例", entries=(entry,)),))


def annex(content, title):
    sha256 = hashlib.sha256(content).hexdigest()
    return Annex(title=title, filename="目录.xlsx", sha256=sha256, size=len(content), content=content)


def test_a_changed_title_is_taken_and_its_entry_stays_the_same():
    before = issue()

    def retype(word):
        styled(word, "条目标题")[1].runs[0].text = "怀岭市修订《病案首页质量规范》"

    after = edited(before, retype).document
    changed = replace(policies(before)[1], title="怀岭市修订《病案首页质量规范》")
    assert policies(after) == (policies(before)[0], changed)
    assert after.sections[1:] == before.sections[1:]


def test_an_added_paragraph_joins_the_body():
    def add(word):
        add_after(styled(word, "正文")[0], "新增一段。")

    before = issue()
    policy = policies(edited(before, add).document)[0]
    assert policy == replace(
        policies(before)[0], body_html=policies(before)[0].body_html + "<p>新增一段。</p>"
    )


def test_a_pasted_paragraph_without_our_style_joins_the_body():
    def paste(word):
        add_after(styled(word, "正文")[0], "贴来一段。").style = "Normal"

    assert "<p>贴来一段。</p>" in policies(edited(issue(), paste).document)[0].body_html


def test_a_deleted_entry_is_gone():
    def delete(word):
        for element in entry_elements(word, SECOND):
            element.getparent().remove(element)

    before = issue()
    recognition = edited(before, delete)
    assert policies(recognition.document) == policies(before)[:1]
    assert not recognition.unrecognised


def test_a_moved_entry_keeps_its_identity_and_what_print_does_not_show():
    def move(word):
        moved = entry_elements(word, SECOND)
        target = styled(word, "条目标题")[0]._p
        for element in moved:
            target.addprevious(element)

    before = issue()
    assert policies(edited(before, move).document) == policies(before)[::-1]


def test_an_entry_written_in_word_is_a_new_one():
    def write(word):
        body = add_after(styled(word, "正文")[-1], "新的正文。")
        heading = add_after(styled(word, "条目标题")[-1], "新的案例")
        body._p.addprevious(heading._p)

    before = issue()
    entries = edited(before, write).document.sections[4].entries
    assert entries[0] == before.sections[4].entries[0]
    assert (entries[1].title, entries[1].body_html) == ("新的案例", "<p>新的正文。</p>")


def test_a_new_line_before_a_heading_leaves_the_entry_whole():
    def press_enter(word):
        heading = styled(word, "条目标题")[1]
        copy = add_after(heading, heading.text)
        for run in heading.runs:
            run._r.getparent().remove(run._r)
        assert copy.text
        assert not heading.text

    before = issue()
    assert edited(before, press_enter).document == before


def test_a_table_and_a_list_made_in_word_join_the_body():
    def make(word):
        last = styled(word, "正文")[-1]
        table = word.add_table(1, 2)
        table.cell(0, 0).text, table.cell(0, 1).text = "甲", "乙"
        last._p.addnext(table._tbl)

    body = edited(issue(), make).document.sections[4].entries[0].body_html
    assert body.endswith("<table><tbody><tr><td>甲</td><td>乙</td></tr></tbody></table>")


def test_the_hospital_of_a_merged_cell_is_that_of_all_its_rows():
    def retype(word):
        word.tables[-1].cell(1, 1).paragraphs[0].runs[0].text = "清淮医院（新）"

    entries = edited(news("清淮医院", "清淮医院", "怀岭医院"), retype).document.entries
    assert [link.hospital for link in entries] == ["清淮医院（新）", "清淮医院（新）", "怀岭医院"]


def test_a_deleted_row_takes_no_name_from_the_rows_below():
    def delete(word):
        row = word.tables[-1].rows[2]._tr
        row.getparent().remove(row)

    entries = edited(news("怀岭医院", "清淮医院", "清淮医院"), delete).document.entries
    assert [(link.hospital, link.title) for link in entries] == [("怀岭医院", "第0条"), ("清淮医院", "第2条")]


def test_gathered_rows_go_apart_again():
    before = news("甲院", "乙院", "甲院")
    recognition = read_file(exported(before), "a.docx")
    assert recognition.document == before


def test_a_broken_address_is_noted_with_the_whole_row():
    def spoil(word):
        cell = word.tables[-1].cell(1, 3)
        link = cell.paragraphs[0]._p.find(f"{W}hyperlink")
        link.getparent().remove(link)
        cell.paragraphs[0].add_run("网址待补")

    recognition = edited(news("清淮医院", "怀岭医院"), spoil)
    assert [link.hospital for link in recognition.document.entries] == ["怀岭医院"]
    assert "网址待补" in recognition.unrecognised[0].text


def test_words_in_a_place_without_meaning_are_noted():
    def write(word):
        styled(word, "导读")[0].insert_paragraph_before("请各位批示")

    before = issue()
    recognition = edited(before, write)
    assert recognition.document == before
    assert [remark.text for remark in recognition.unrecognised] == ["请各位批示"]


def test_words_typed_behind_a_label_are_noted():
    def write(word):
        styled(word, "期次")[0].runs[-1].text = "期增刊"

    assert [remark.text for remark in edited(issue(), write).unrecognised] == ["增刊"]


def test_words_typed_behind_the_source_stay_in_the_body():
    def write(word):
        styled(word, "正文")[0].runs[-1].text = "）另有补充。"

    entry = edited(case("<p>正文。</p>", source="清淮医院网站"), write).document.entries[0]
    assert (entry.body_html, entry.source) == ("<p>正文。另有补充。</p>", "清淮医院网站")


def test_a_deleted_source_is_none():
    def delete(word):
        for run in styled(word, "正文")[0].runs[1:]:
            run._r.getparent().remove(run._r)

    assert edited(case("<p>正文。</p>", source="清淮医院网站"), delete).document.entries[0].source is None


def test_what_word_cannot_hold_comes_back_and_an_edit_of_it_wins():
    before = case('<table><tbody><tr><td rowspan="9">甲</td><td>乙</td></tr></tbody></table>')
    assert read_file(exported(before), "a.docx").document == before

    def retype(word):
        word.tables[-1].cell(0, 1).paragraphs[0].runs[0].text = "丙"

    body = edited(before, retype).document.entries[0].body_html
    assert body == "<table><tbody><tr><td>甲</td><td>丙</td></tr></tbody></table>"


def test_an_annex_can_be_renamed_and_dropped():
    given = [annex(b"1", "附件甲"), annex(b"2", "附件乙")]
    notice = Notice(topic="policy_compendium", year=2025, text="见附件。", annexes=tuple(given))
    before = issue(sections=(Section(kind="papers", title="理论优选", entries=(notice,)),))

    def rework(word):
        first, second = styled(word, "附件")
        first._p.getparent().remove(first._p)
        second._p.xpath(".//w:t")[0].text = "附件丙"

    (entry,) = edited(before, rework).document.entries
    assert entry == replace(notice, annexes=(replace(given[1], title="附件丙"),))
    assert entry.annexes[0].content == b"2"


def without_carried(data: bytes) -> bytes:
    """The file without the data next to its text."""
    with ZipFile(BytesIO(data)) as source, ZipFile(packed := BytesIO(), "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "word/_rels/document.xml.rels":
                content = content.replace(b"relationships/customXml", b"relationships/unknown")
            target.writestr(name, content)
    return packed.getvalue()


def test_what_is_printed_survives_the_loss_of_all_that_is_not():
    before = issue()
    document = read_file(without_carried(exported(before)), "a.docx").document
    assert [e.uid for e in document.entries] == [e.uid for e in before.entries]
    assert [e.heading for e in document.entries] == [e.heading for e in before.entries]


@pytest.mark.parametrize(
    "shown",
    [
        "",
        "[]",
        "{",
        '{"entries": {"x": 1}, "bodies": [], "annexes": 3}',
        '{"imprint": {"regime": "secret", "page_format": 1}}',
        '{"imprint": []}',
        '{"orders": [{}, 1, {"printed": [[1]], "order": [2]}], "empty": [{}, {"after": 1, "section": {}}]}',
    ],
)
def test_what_somebody_spoiled_next_to_the_text_is_left_alone(shown):
    before = issue()
    with ZipFile(BytesIO(exported(before))) as source, ZipFile(packed := BytesIO(), "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "customXml/item1.xml":
                content = content[: content.index(b">", content.index(b"<issue")) + 1]
                content += shown.encode() + b"</issue>"
            target.writestr(name, content)
    document = read_file(packed.getvalue(), "a.docx").document
    assert [e.uid for e in document.entries] == [e.uid for e in before.entries]


def test_what_a_person_gives_goes_before_what_the_file_says():
    assert read_own_word(Package(exported(issue())), given=Given(number=42)).document.number == 42


def test_a_file_of_others_is_not_ours():
    saved = BytesIO()
    docx.Document().save(saved)
    assert read_own_word(Package(saved.getvalue()), given=Given()) is None


def test_edits_of_the_imprint_win():
    def retype(word):
        styled(word, "封面标注")[0].runs[1].text = "（江）字第2026-0500号"
        lines = styled(word, "印发信息")
        lines[3].runs[-1].text = "500份"
        lines[4].runs[-1].text = "2026年4月1日"
        lines[2]._p.getparent().remove(lines[2]._p)

    before = issue(imprint=factories.imprint(page_format="official"))
    recognition = edited(before, retype)
    expected = {"permit": "（江）字第2026-0500号", "copies": "500份", "printed_on": date(2026, 4, 1)}
    assert recognition.document.imprint == replace(before.imprint, **expected, printer="")
    assert not recognition.unrecognised


def test_an_unreadable_day_of_printing_is_noted():
    def retype(word):
        styled(word, "印发信息")[-1].runs[-1].text = "待定"

    recognition = edited(issue(imprint=factories.imprint()), retype)
    assert recognition.document.imprint.printed_on is None
    assert [remark.text for remark in recognition.unrecognised] == ["印刷日期：待定"]


def test_the_statement_on_the_cover_says_the_regime_where_the_rest_is_lost():
    before = issue(imprint=factories.imprint())
    document = read_file(without_carried(exported(before)), "a.docx").document
    assert document.imprint == before.imprint


def with_rows():
    notice = factories.notice(
        annexes=(factories.generated_annex("甲汇总"), factories.generated_annex("乙指南"))
    )
    return issue(sections=(Section(kind="papers", title="理论优选", entries=(notice,)),))


def test_pages_of_annexes_have_their_own_margins_and_are_read_back_without_remarks():
    word = docx.Document(BytesIO(exported(with_rows())))
    assert [p.text for p in styled(word, "附件序号")] == ["附件1", "附件2"]
    assert [p.text for p in styled(word, "附件页标题")] == ["甲汇总", "乙指南"]
    last = word.sections[-1]
    for header in (last.header, last.even_page_header):
        assert "附件2 乙指南" in header.paragraphs[0].text
    assert "— 附件2-" in last.footer.paragraphs[0].text
    recognition = edited(with_rows(), lambda word: None)
    assert not recognition.unrecognised
    assert recognition.document.entries[0].annexes == with_rows().entries[0].annexes


def test_a_change_on_the_page_of_an_annex_is_noted_and_changes_no_row():
    def retype(word):
        cell = word.tables[-1].rows[2].cells[1]
        cell.paragraphs[0].runs[0].text = "《改过的办法》"

    recognition = edited(with_rows(), retype)
    assert recognition.document.entries[0].annexes == with_rows().entries[0].annexes
    (remark,) = recognition.unrecognised
    assert "附件页上的改动没有导入" in remark.reason
    assert "《改过的办法》" in remark.text
