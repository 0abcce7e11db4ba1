"""The form that uploads a file, and the form that confirms the import."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from issues.admin.forms.annex_uploads import why_not_annex
from issues.document import MAX_NUMBER
from issues.editing.imports import Upload, store_annex
from issues.fields.values import DateFormField
from issues.files import file_store
from issues.importing import uploads
from issues.importing.formats import SUFFIXES
from issues.importing.recognition import Given
from issues.models import ImportedFile

if TYPE_CHECKING:
    Uploaded = UploadedFile[bytes]


class FilesInput(forms.FileInput):
    allow_multiple_selected = True


class AnnexesField(forms.FileField):
    """Any number of files, each of which must be valid as an annex."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> "list[Uploaded]":
        files = [data] if isinstance(data, UploadedFile) else list(data or ())
        cleaned = [super(AnnexesField, self).clean(file, initial) for file in files]
        if reasons := [reason for file in cleaned if (reason := why_not_annex(file))]:
            raise ValidationError(reasons)
        return cleaned


class GivenForm(forms.Form):
    number = forms.IntegerField(label="期号", min_value=1, max_value=MAX_NUMBER, required=False)
    date = DateFormField(label="出刊日期", required=False, widget=forms.TextInput(attrs={"size": 16}))

    @property
    def in_front(self) -> list[forms.BoundField]:
        """The fields that every import has, side by side."""
        return [self["number"], self["date"]]

    @property
    def given(self) -> Given:
        return Given(number=self.cleaned_data.get("number"), date=self.cleaned_data.get("date"))


class UploadForm(GivenForm):
    file = forms.FileField(
        label="文件",
        allow_empty_file=True,
        help_text=uploads.upload_hint(),
        widget=forms.FileInput(attrs={"accept": ",".join(SUFFIXES)}),
        error_messages={"required": "请选择要导入的文件"},
    )
    annexes = AnnexesField(
        label="附件",
        required=False,
        help_text=f"随文下发的汇编、表格等，可以一次选几个。{file_store.upload_hint()}",
    )
    field_order = ("file", "number", "date", "annexes")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("number", "date"):
            self.fields[name].help_text = "文件里没写，或与文件不同时填。"
        self.fields["date"].help_text += "如：2026-03-20。"

    def clean_file(self) -> "Uploaded":
        file: Uploaded = self.cleaned_data["file"]
        if reason := uploads.oversize(file.size or 0):
            raise ValidationError(reason)
        return file

    @property
    def annex_uploads(self) -> list[Upload]:
        return [(file.name or "", file.read()) for file in self.cleaned_data["annexes"]]


class ConfirmForm(GivenForm):
    """Number, date, the entry that each annex goes to, and further annexes. `carriers` are the headings of the entries that
    can have annexes."""

    def __init__(self, imported: ImportedFile, carriers: list[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.imported, self.carriers = imported, carriers
        self.fields["number"].required = self.fields["date"].required = True
        choices = [("", "不附上"), *((str(index), f"附在“{name}”") for index, name in enumerate(carriers))]
        for number, annex in enumerate(imported.annexes):
            carrier = annex["carrier"]
            self.fields[f"carrier{number}"] = forms.ChoiceField(
                label=annex["filename"],
                choices=choices,
                required=False,
                initial="" if carrier is None else str(carrier),
            )
        for index, name in enumerate(carriers):
            self.fields[f"annexes{index}"] = AnnexesField(label=name, required=False)

    def annex_choices(self) -> Iterator[tuple[dict[str, Any], forms.BoundField]]:
        """The uploaded annexes, each with the field that chooses its entry."""
        return ((annex, self[f"carrier{number}"]) for number, annex in enumerate(self.imported.annexes))

    def adders(self) -> list[forms.BoundField]:
        return [self[f"annexes{index}"] for index in range(len(self.carriers))]

    def record(self) -> None:
        """Stores the typed values, which override those of the file, and the files, so that they need not be chosen again."""
        imported = self.imported
        imported.number, imported.date = self.given.number, self.given.date
        placed = [
            annex | {"carrier": _carrier(self.cleaned_data[f"carrier{number}"])}
            for number, annex in enumerate(imported.annexes)
        ]
        imported.annexes = [*placed, *self._added()]
        # In one statement: an import that was confirmed in another tab meanwhile is not changed.
        values = {"number": imported.number, "date": imported.date, "annexes": imported.annexes}
        ImportedFile.objects.waiting().filter(pk=imported.pk).update(**values)

    def _added(self) -> Iterator[dict[str, Any]]:
        for index in range(len(self.carriers)):
            for file in self.cleaned_data[f"annexes{index}"]:
                yield store_annex(file.name, file.read(), index)


def _carrier(chosen: str) -> int | None:
    return int(chosen) if chosen else None
