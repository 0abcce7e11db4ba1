from pathlib import PurePath
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.html import format_html

from issues.admin.bases.entries import PLACE, EntryAdmin
from issues.admin.forms.annex_forms import register_annex_form
from issues.admin.forms.annex_uploads import why_not_annex
from issues.admin.forms.entry_form import EntryForm
from issues.admin.name_records.base import NameRecordAdmin
from issues.admin.spreadsheets import TableAdmin
from issues.admin.spreadsheets.entries import EntryTableAdmin
from issues.fields.pasting import without_title_marks
from issues.files import file_store
from issues.models import Issue
from papers.annex_form import SubmissionGuideForm
from papers.generated_annexes import GeneratedAnnexMixin
from papers.models import Annex, Journal, JournalAbstract, Notice
from papers.reference_import.pages import ReferencesMixin
from papers.references.authors import split_names
from papers.spreadsheets import JournalAbstractTable, JournalTable


class JournalAbstractForm(EntryForm):
    def clean_journal(self) -> str:
        return without_title_marks(self.cleaned_data["journal"])

    def clean_authors(self) -> list[str]:
        """Splits Chinese names at commas too, as spreadsheets and references do."""
        return [name for text in self.cleaned_data["authors"] for name in split_names(text)]


@admin.register(JournalAbstract)
class JournalAbstractAdmin(ReferencesMixin, EntryTableAdmin, EntryAdmin):
    form = JournalAbstractForm
    resource_classes = (JournalAbstractTable,)
    suggest = {"journal": Journal}  # noqa: RUF012 - a ClassVar of EntryAdmin
    list_display = ("title_shown", "journal", "standing_shown", "state", "updated_at")
    carried = ("journal",)
    search_help_text = "按论文名称、期刊、作者、摘要或 DOI 查找"
    fieldsets = (
        (None, {"fields": ("title", ("journal", "published"), "authors")}),
        ("摘要", {"fields": ("abstract",)}),
        ("出处", {"fields": ("doi", "url")}),
        PLACE,
    )


class AnnexForm(forms.ModelForm):  # type: ignore[type-arg]
    """Uploads an annex or refuses it with the reason. Without a new file, the stored file does not change."""

    file = forms.FileField(label="选择文件", required=False)

    class Meta:
        model = Annex
        fields = ("title", "position")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            self.fields["file"].help_text = file_store.upload_hint()
        for name in self.fields.keys() & {"title"}:
            self.fields[name].required = False
            self.fields[name].help_text = "留空则用文件名。"

    def clean_file(self) -> UploadedFile | None:  # type: ignore[type-arg]
        file = self.cleaned_data.get("file")
        if file is None and not self.instance.sha256:
            raise ValidationError("请选择要上传的文件")
        if file is not None and (reason := why_not_annex(file)):
            raise ValidationError(reason)
        return file

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        filename = cleaned["file"].name if cleaned.get("file") else self.instance.filename
        cleaned["title"] = cleaned.get("title") or PurePath(filename).stem
        return cleaned

    def save(self, commit: bool = True) -> Any:
        if file := self.cleaned_data.get("file"):
            self.instance.attach(file.name, file.read())
        return super().save(commit)


class AnnexInline(admin.TabularInline):  # type: ignore[type-arg]
    model = Annex
    form = AnnexForm
    fields = ("title", "file", "stored_file", "position")
    readonly_fields = ("stored_file",)
    extra = 1

    @admin.display(description="现有文件")
    def stored_file(self, annex: Annex) -> str:
        made = "，由记录生成" if annex.table else ""
        return f"{annex.filename}（{filesizeformat(annex.size)}{made}）" if annex.sha256 else "—"

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_add_permission(request, obj) and _is_open(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and _is_open(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and _is_open(request, obj)


def _is_open(request: HttpRequest, notice: Notice | None) -> bool:
    issue: Issue | None = notice.section.issue if notice and notice.section else None
    return request.method == "POST" or issue is None or issue.is_editable


class NoticeForm(EntryForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "topic" in self.fields:
            self.fields["topic"].help_text = self._heading_help()
        if "text" in self.fields:
            self.fields["text"].help_text = "纯文字，一行一段，刊出时不带格式；要用表格、加粗的，请做成附件。"

    def _heading_help(self) -> str:
        """Explains where the title of the notice comes from, because the form has no field for it."""
        part = self.instance.section
        if part is None or part.parent_id is None:
            return "标题按年份和主题写成小标题，如“2025年政策汇总”。"
        address = reverse("admin:issues_section_change", args=[part.pk])
        link = format_html('刊出的小标题是“{}”，在<a href="{}">小标题设置</a>里改。', part.title, address)
        follows = "改了主题或年份，小标题跟着改。" if part.title == self.instance.heading else ""
        return link + follows


@admin.register(Notice)
class NoticeAdmin(GeneratedAnnexMixin, EntryAdmin):
    form = NoticeForm
    list_filter = (*EntryAdmin.list_filter, "topic")
    search_fields = ("text", "year", "section__title", "annexes__title")
    search_help_text = "按说明文字、年份、小标题或附件标题查找"
    inlines = (AnnexInline,)
    fieldsets = ((None, {"fields": (("topic", "year"), "text")}), PLACE)

    def save_model(self, request: HttpRequest, obj: Notice, form: Any, change: bool) -> None:  # type: ignore[override]
        """A sub-heading that was made from topic and year goes on to say what they say."""
        before = Notice.objects.select_related("section").filter(pk=obj.pk).first() if change else None
        super().save_model(request, obj, form, change)
        part = before.section if before else None
        if part is None or part.parent_id is None or part.pk != obj.section_id:
            return
        if before is not None and part.title == before.heading != obj.heading:
            part.title = obj.heading
            part.save()
            messages.info(request, f"小标题跟着改为“{part.title}”。")

    @admin.display(description="标题", ordering="year")
    def title_shown(self, notice: Notice) -> str:
        return notice.section.title if notice.section and notice.section.parent_id else notice.heading


@admin.register(Journal)
class JournalAdmin(TableAdmin, NameRecordAdmin):
    resource_classes = (JournalTable,)
    list_display = ("name", "issn", "sponsor", "core", "aliases_shown", "mentions")
    list_filter = ("is_core",)
    search_fields = (*NameRecordAdmin.search_fields, "issn", "cn_number", "sponsor")
    search_help_text = "按刊名、别名、ISSN、CN 或主办单位查找"
    fieldsets = (
        *NameRecordAdmin.fieldsets,
        ("期刊信息", {"fields": (("issn", "cn_number"), "sponsor", "frequency", "is_core", "indexed_in")}),
        ("投稿信息", {"fields": ("website", ("email", "phone"), "review_time", "fees", "remarks")}),
    )

    @admin.display(description="北大核心", ordering="is_core")
    def core(self, journal: Journal) -> str:
        return "是" if journal.is_core else "—"


register_annex_form(SubmissionGuideForm)
