from django.db import models

from issues.document import MAX_LINE
from issues.document.imprint import PAGE_FORMATS, REGIMES
from issues.fields.plain import LineField

REGIME_CHOICES = [("", "（未选定）"), *REGIMES.items()]


class ImprintFields(models.Model):
    """An issue's imprint but for the day of printing, with the field names of `issues.document.Imprint`. The defaults for
    new issues have the same fields."""

    regime = models.CharField(
        "印发方式",
        max_length=10,
        blank=True,
        choices=REGIME_CHOICES,
        help_text="选定后，送审和发布前会检查这种方式必须标明的各项是否填齐。内部资料按《内部资料性出版物管理办法》第十四条。",
    )
    page_format = models.CharField(
        "版式",
        max_length=10,
        blank=True,
        choices=list(PAGE_FORMATS.items()),
        help_text="公文版式：版心 156×225 毫米，每页 22 行、每行 28 字，3 号仿宋。",
    )
    permit = LineField(
        "准印证号", max_length=MAX_LINE, blank=True, help_text="印在封面。照《准印证》填全，不可省略。"
    )
    compiler = LineField("编印单位", max_length=MAX_LINE, blank=True)
    recipients = LineField(
        "发送对象",
        max_length=MAX_LINE,
        blank=True,
        help_text="如：本系统各医院。内部资料限于本行业、本系统、本单位。",
    )
    printer = LineField("印刷单位", max_length=MAX_LINE, blank=True)
    copies = LineField("印数", max_length=MAX_LINE, blank=True, help_text="如：300份。")

    class Meta:
        abstract = True
