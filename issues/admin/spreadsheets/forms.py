"""The forms before an import and an export."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.signing import BadSignature, Signer
from import_export.forms import ConfirmImportForm, ExportForm, ImportForm

from issues.document.errors import Unreadable
from issues.files.archives import MAX_FILE
from issues.spreadsheets.files.delimited import read_pasted
from issues.spreadsheets.files.grid import Grid
from issues.spreadsheets.files.reading import SUFFIXES, read_table

PASTED = "粘贴的表格"


class TableImportForm(ImportForm):  # type: ignore[misc]
    """A file or pasted rows. After cleaning, `import_file` is the grid that was read from them, named as the file."""

    import_file = forms.FileField(
        label="选择文件",
        required=False,
        widget=forms.FileInput(attrs={"accept": ",".join(SUFFIXES)}),
        error_messages={"empty": "文件是空的"},
    )
    pasted = forms.CharField(
        label="或者粘贴表格",
        required=False,
        strip=False,
        widget=forms.Textarea(
            attrs={"rows": 6, "class": "vLargeTextField", "spellcheck": "false", "wrap": "off"}
        ),
        help_text="从 Excel、WPS 或网页的表格里复制几行，直接粘贴。带不带列名都可以；不带时按上面列的次序。",
    )

    def __init__(self, formats: Any, resources: Any, **kwargs: Any) -> None:
        super().__init__(formats, resources, **kwargs)
        self.fields["format"].widget, self.fields["format"].required = forms.HiddenInput(), False

    @property
    def media(self) -> forms.Media:
        return forms.Media()

    def clean_format(self) -> str:
        return "0"

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        file, pasted = cleaned.get("import_file"), cleaned.get("pasted", "")
        if bool(file) == bool(pasted.strip()) and not self.errors:
            self.add_error(
                "import_file",
                "请只用一种方式：选择文件，或者粘贴。" if file else "请选择文件，或者粘贴表格。",
            )
        if self.errors:
            return cleaned
        try:
            grid = _read(file) if file else read_pasted(pasted)
            cleaned["import_file"] = ContentFile(grid.to_json(), name=file.name if file else PASTED)
        except Unreadable as error:
            self.add_error("import_file" if file else "pasted", str(error))
        return cleaned


def _read(file: Any) -> Grid:
    if file.size > MAX_FILE:
        raise Unreadable(f"文件太大，超过 {MAX_FILE // 2**20} MB")
    return read_table(file.read())


# Also the answer to the second of two clicks, whose answer is the one that the browser shows.
EXPIRED = (
    "这份表格的预览已经用过或过期，没有再次导入。如果刚才按过“确认导入”，请到列表里核对；否则请重新选择文件。"
)
FOREIGN = "没有导入：这份预览不是您在这一页上传的。请自己选择文件，看过预览再确认。"
UNLIKE = "没有导入：确认的内容与预览不符。请重新选择文件，看过预览再确认。"
SIGNER = Signer(salt="issues.admin.spreadsheets.preview")


class TableConfirmForm(ConfirmImportForm):  # type: ignore[misc]
    """`sha256_of` is the digest of what the person saw. A preview belongs to its owner: its name is signed."""

    sha256 = forms.CharField(strip=False, widget=forms.HiddenInput())

    def __init__(self, *args: Any, owner: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.owner = owner
        self.fields["import_file_name"].strip = self.fields["original_file_name"].strip = False

    @staticmethod
    def signed(name: str, owner: str) -> str:
        return SIGNER.sign_object([owner, name])

    def clean_import_file_name(self) -> str:
        try:
            owner, name = SIGNER.unsign_object(self.cleaned_data["import_file_name"])
        except BadSignature:
            raise ValidationError(EXPIRED) from None
        if owner != self.owner:
            raise ValidationError(FOREIGN)
        return str(name)

    def clean_format(self) -> str:
        """There is one format, and one spreadsheet for each model."""
        if self.cleaned_data["format"] != "0":
            raise ValidationError(UNLIKE)
        return "0"

    def clean_resource(self) -> str:
        if self.cleaned_data.get("resource") not in ("", "0"):
            raise ValidationError(UNLIKE)
        return ""

    @property
    def refusal(self) -> str:
        reasons = [str(error) for errors in self.errors.values() for error in errors]
        return next((reason for reason in (FOREIGN, UNLIKE) if reason in reasons), EXPIRED)


class TableExportForm(ExportForm):  # type: ignore[misc]
    format = forms.ChoiceField(label="格式", choices=(), widget=forms.RadioSelect)

    def __init__(self, formats: Any, resources: Any, **kwargs: Any) -> None:
        super().__init__(formats, resources, **kwargs)
        field: Any = self.fields["format"]
        field.choices, field.initial = [choice for choice in field.choices if choice[0]], "0"
