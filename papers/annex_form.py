"""The choices for 期刊投稿指南: some of the journals, or all of which something about submitting is known."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from issues.admin.forms.annex_forms import AnnexForm
from issues.spreadsheets.annexes import GeneratedAnnex
from papers import annexes
from papers.models import Journal


class SubmissionGuideForm(AnnexForm):
    key = "journals"
    label = "期刊投稿指南"
    journals = forms.ModelMultipleChoiceField(
        Journal.objects.none(),
        label="期刊",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="只列出期刊名录里有投稿信息的。都不勾选，就是全部。",
    )
    field_order = ("journals", "title")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["journals"].queryset = annexes.journals_with_submission()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        if not annexes.journals_with_submission().exists():
            raise ValidationError("期刊名录里还没有投稿信息，请先填写或从表格导入。")
        return self.cleaned_data

    def proposed_title(self) -> str:
        return annexes.TITLE

    def content(self) -> GeneratedAnnex:
        return annexes.guide(list(self.cleaned_data["journals"] or annexes.journals_with_submission()))
