"""The choices for 政策汇总: a year, and some of the issuing bodies or all."""

from typing import Any

from django import forms

from issues.admin.forms.annex_forms import AnnexForm
from issues.spreadsheets.annexes import GeneratedAnnex
from policies import annexes


class CompendiumForm(AnnexForm):
    key = "policies"
    label = "政策汇总"
    year = forms.TypedChoiceField(
        label="年份",
        coerce=int,
        error_messages={"required": "政策文件库里还没有注明发文日期的文件，请先添加或从表格导入。"},
    )
    bodies = forms.MultipleChoiceField(
        label="发布机构",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="都不勾选，就是全部。换了年份先按“预览”，再选机构。",
    )
    field_order = ("year", "bodies", "title")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = annexes.years()
        self.fields["year"].choices = [(year, f"{year}年") for year in years]  # type: ignore[attr-defined]
        asked = str(self.data.get("year", ""))
        self.groups = annexes.documents_of(int(asked)) if asked in map(str, years) else []
        self.fields["bodies"].choices = [  # type: ignore[attr-defined]
            (body, f"{body or annexes.UNKNOWN}（{len(members)} 份）") for body, members in self.groups
        ]

    @classmethod
    def defaults(cls) -> dict[str, str]:
        years = annexes.years()
        return {"year": str(years[0])} if years else {}

    def proposed_title(self) -> str:
        return annexes.title_of(self.cleaned_data["year"], self._chosen())

    def content(self) -> GeneratedAnnex:
        return annexes.compendium(self._chosen())

    def _chosen(self) -> annexes.Groups:
        return annexes.chosen(self.groups, self.cleaned_data["bodies"])
