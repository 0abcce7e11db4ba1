"""The choices for an annex that is generated from records. Each app registers a form for what it can make."""

from typing import ClassVar

from django import forms

from issues.document import MAX_LINE
from issues.fields.plain import LineFormField
from issues.spreadsheets.annexes import GeneratedAnnex


class AnnexForm(forms.Form):
    """A subclass adds its fields. It is always bound: what is not given has the value of `defaults`."""

    key: ClassVar[str]
    label: ClassVar[str]
    title = LineFormField(label="附件标题", max_length=MAX_LINE, required=False)

    @classmethod
    def defaults(cls) -> dict[str, str]:
        return {}

    def proposed_title(self) -> str:
        """The title of the annex where none is given. Only for a valid form, as `content` is."""
        raise NotImplementedError

    def content(self) -> GeneratedAnnex:
        raise NotImplementedError

    @property
    def annex_title(self) -> str:
        return self.cleaned_data["title"] or self.proposed_title()


_forms: dict[str, type[AnnexForm]] = {}


def register_annex_form(form: type[AnnexForm]) -> None:
    _forms[form.key] = form


def annex_forms() -> dict[str, type[AnnexForm]]:
    """By key, in the order of the keys."""
    return dict(sorted(_forms.items()))
