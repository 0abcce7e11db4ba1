"""What is asked when a file is brought, and once more before it is confirmed."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

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
    """Any number of files, each of which may be an annex."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> "list[Uploaded]":
        files = [data] if isinstance(data, UploadedFile) else list(data or ())
        found = [super(AnnexesField, self).clean(file, initial) for file in files]
        if reasons := [reason for file in found if (reason := _refusal(file))]:
            raise ValidationError(reasons)
        return found


class GivenForm(forms.Form):
    number = forms.IntegerField(label="期号", min_value=1, max_value=MAX_NUMBER, required=False)
    date = DateFormField(label="出刊日期", required=False, widget=forms.TextInput(attrs={"size": 16}))

    @property
    def in_front(self) -> list[forms.BoundField]:
        """Those that every import has, side by side."""
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
    """Number, date, where each annex goes, and more annexes for each of the carriers."""

    def __init__(self, imported: ImportedFile, carriers: list[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.imported, self.carriers = imported, carriers
        self.fields["number"].required = self.fields["date"].required = True
        choices = [("", "不附上"), *((str(place), f"附在“{name}”") for place, name in enumerate(carriers))]
        for at, annex in enumerate(imported.annexes):
            carrier = annex["carrier"]
            self.fields[f"carrier{at}"] = forms.ChoiceField(
                label=annex["filename"],
                choices=choices,
                required=False,
                initial="" if carrier is None else str(carrier),
            )
        for place, name in enumerate(carriers):
            self.fields[f"annexes{place}"] = AnnexesField(label=name, required=False)

    def kept(self) -> Iterator[tuple[dict[str, Any], forms.BoundField]]:
        """The annexes at hand, each with the field that says where it goes."""
        return ((annex, self[f"carrier{at}"]) for at, annex in enumerate(self.imported.annexes))

    def adders(self) -> list[forms.BoundField]:
        return [self[f"annexes{place}"] for place in range(len(self.carriers))]

    def record(self) -> None:
        """What was filled in goes before what the file says; files are kept, so that none is chosen twice."""
        imported = self.imported
        imported.number, imported.date = self.given.number, self.given.date
        placed = [
            annex | {"carrier": _place(self.cleaned_data[f"carrier{at}"])}
            for at, annex in enumerate(imported.annexes)
        ]
        imported.annexes = [*placed, *self._added()]
        # In one statement: what was confirmed meanwhile, in another tab, keeps its record.
        told = {"number": imported.number, "date": imported.date, "annexes": imported.annexes}
        ImportedFile.objects.waiting().filter(pk=imported.pk).update(**told)

    def _added(self) -> Iterator[dict[str, Any]]:
        for place in range(len(self.carriers)):
            for file in self.cleaned_data[f"annexes{place}"]:
                yield store_annex(file.name, file.read(), place)


def _place(chosen: str) -> int | None:
    return int(chosen) if chosen else None


def _refusal(file: "Uploaded") -> str | None:
    reason = file_store.why_refused(file.name or "", file.size or 0, file.read)
    file.seek(0)
    return reason
