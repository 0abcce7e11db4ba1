"""Page size, margins, running heads and page numbers."""

from collections.abc import Iterable

from docx.section import Section
from docx.shared import Mm

from issues import word_form as form
from issues.document import Document
from issues.exporting.word.styles import style_id
from issues.exporting.word.xml import Element, field, mm, paragraph, run, w

WIDTH, HEIGHT, SIDE = 210, 297, 26
TEXT_WIDTH = mm(WIDTH - 2 * SIDE)


def first_page(*, is_draft: bool) -> None: ...
