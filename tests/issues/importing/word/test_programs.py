"""Files as programs write them, not as we do."""

from io import BytesIO

import docx

from issues.importing.source import Table
from issues.importing.word import read_word


def test_file_of_python_docx_is_read() -> None:
    written = docx.Document()
    written.add_heading("一、政策热点", 1)
    for text in ("印发通知", "发布指标"):
        written.add_paragraph(text, style="List Number")
    written.add_paragraph("要闻", style="List Bullet").add_run("粗").bold = True
    table = written.add_table(2, 3, style="Table Grid")
    table.cell(0, 0).merge(table.cell(1, 1)).text = "合并"
    file = BytesIO()
    written.save(file)
    source = read_word(file.getvalue())
    paragraphs = [(block.style, block.level, block.numbering, block.text) for block in source.blocks[:4]]
    assert paragraphs == [
        ("heading 1", 1, "", "一、政策热点"),
        ("List Number", 0, "1.", "印发通知"),
        ("List Number", 0, "2.", "发布指标"),
        ("List Bullet", 0, "•", "要闻粗"),
    ]
    block = source.blocks[4]
    assert isinstance(block, Table)
    assert [[(cell.rowspan, cell.colspan, cell.is_covered) for cell in row.cells] for row in block.rows] == [
        [(2, 2, False), (1, 1, True), (1, 1, False)],
        [(1, 1, True), (1, 1, True), (1, 1, False)],
    ]
    assert (block.rows[0].cells[0].text.strip(), block.style) == ("合并", "Table Grid")
