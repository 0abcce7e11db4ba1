"""The pages after the colophon: what a generated annex contains, with page numbers of their own."""

from dataclasses import replace
from io import BytesIO

import pikepdf
from pdfminer.high_level import extract_text

from issues.document import AnnexGroup, AnnexRow, AnnexTable, Part, Section
from issues.exporting.pdf import render_pdf
from issues.exporting.printing import print_html
from tests import factories
from tests.rendered import flat

MANY = AnnexTable(
    columns=factories.generated_annex().table.columns,
    groups=(
        AnnexGroup(
            title="江州省卫生健康委员会",
            rows=tuple(AnnexRow(cells=(f"《办法{n}》", f"江卫〔2025〕{n}号")) for n in range(40)),
        ),
    ),
)


def document(*annexes):
    part = Part(title="汇编", entries=(factories.notice(annexes=annexes),))
    return factories.document(sections=(Section(kind="papers", title="理论优选", parts=(part,)),))


def annexes():
    return replace(factories.generated_annex("甲汇总"), table=MANY), factories.generated_annex("乙指南")


def test_annexes_stand_after_the_colophon_on_pages_that_count_for_themselves():
    pdf = render_pdf(print_html(document(*annexes()))).pdf
    pages = [page.replace("\n", "") for page in extract_text(BytesIO(pdf)).split("\f") if page.strip()]
    (colophon,) = (at for at, page in enumerate(pages) if "编辑：" in page)
    after = pages[colophon + 1 :]
    assert ["附件1" in page for page in after] == [True, True, False]
    assert ["— 附件1-1 —" in after[0], "— 附件1-2 —" in after[1], "— 附件2-1 —" in after[2]] == [True] * 3
    assert "乙指南" in after[2]
    assert "序号" in after[1]  # the headings are repeated
    with pikepdf.open(BytesIO(pdf)) as opened:
        labels = [str(page.label) for page in opened.pages]
    assert labels[-4:] == [str(len(labels) - 3), "附件1-1", "附件1-2", "附件2-1"]


def test_guide_has_no_entry_for_an_annex():
    page = flat(print_html(document(*annexes())))
    guide = page.split('<nav class="guide"')[1].split("</nav>")[0]
    assert "甲汇总" not in guide
    assert page.index("</footer>") < page.index('<section class="annex" id="annex1">')


def test_issue_without_generated_annexes_has_no_pages_after_the_colophon():
    assert 'class="annex"' not in print_html(document(factories.annex()))
