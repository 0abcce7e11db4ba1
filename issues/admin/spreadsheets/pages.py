"""从表格导入 and 导出为表格: the views of import-export with our forms and pages. An import stores everything or nothing."""

from typing import Any, cast

from django.contrib import messages
from django.contrib.admin.models import LogEntry
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST
from import_export.admin import ImportExportMixin

from issues.admin.forms.errors import wrong_in
from issues.admin.spreadsheets.forms import EXPIRED, TableConfirmForm, TableExportForm, TableImportForm
from issues.models.bases.bulk_insert import insert
from issues.models.bases.content_lock import ContentLocked
from issues.spreadsheets.files import garbage_collection
from issues.spreadsheets.files.grid import MAX_ROWS
from issues.spreadsheets.formats import Csv, PreviewedGrid, Xlsx
from issues.spreadsheets.preview_storage import PreviewStorage
from issues.spreadsheets.resource import Outdated, TableResource
from issues.spreadsheets.results import SHOWN, TableResult
from issues.spreadsheets.templates import template

CHANGED = "没有导入：您预览之后数据有变化。下面是现在的预览，请再看一遍。"


class TableAdmin(ImportExportMixin):  # type: ignore[misc]
    """`resource_classes` contains the only spreadsheet of the model."""

    import_export_change_list_template = "admin/tables/change_list.html"
    import_template_name = "admin/tables/import.html"
    export_template_name = "admin/tables/export.html"
    import_form_class: type[TableImportForm] = TableImportForm
    confirm_form_class: type[TableConfirmForm] = TableConfirmForm
    export_form_class = TableExportForm
    import_formats = (PreviewedGrid,)
    export_formats = (Xlsx, Csv)
    tmp_storage_class = PreviewStorage

    def get_urls(self) -> list[Any]:
        name = "{}_{}_import_template".format(*self.get_model_info())
        view = self.admin_site.admin_view(self.import_template)
        return [path("import/template/", view, name=name), *super().get_urls()]

    def import_template(self, request: HttpRequest) -> HttpResponse:
        if not self.has_import_permission(request):
            raise PermissionDenied
        table: type[TableResource] = self.resource_classes[0]
        response = HttpResponse(template(list(table().fields.values())), content_type=Xlsx.content_type)
        name = f"{self.opts.verbose_name}导入模板.xlsx"
        response["Content-Disposition"] = content_disposition_header(True, name)
        return response

    @garbage_collection.paused()
    def import_action(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        response = super().import_action(request, **kwargs)
        context = response.context_data
        context |= self._result_context(context.get("result")) | {"wrong": wrong_in([context["form"]])}
        if "confirm_form" in context:
            context["confirm_form"].initial["sha256"] = context["result"].sha256
        if "confirm_form" not in context or not context["result"].writes:
            _drop(context["form"])
        return cast(HttpResponse, response)

    @method_decorator(require_POST)
    def process_import(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not self.has_import_permission(request):
            raise PermissionDenied
        form = self.create_confirm_form(request)
        if not form.is_valid():
            return self._refused(request, form.refusal)
        try:
            with PreviewStorage(name=form.cleaned_data["import_file_name"]).claimed() as data:
                return self._write_rows(request, form, data, **kwargs)
        except FileNotFoundError:
            return self._refused(request, EXPIRED)
        except ContentLocked as refusal:
            return self._refused(request, f"没有导入：{refusal}")
        except (Outdated, IntegrityError):
            return self._preview_again(request, form)

    @transaction.atomic
    @garbage_collection.paused()
    def _write_rows(self, request: HttpRequest, form: Any, data: bytes, **kwargs: Any) -> HttpResponse:
        result = self.process_dataset(PreviewedGrid().create_dataset(data), form, request, **kwargs)
        return cast(HttpResponse, self.process_result(result, request))

    def _owner(self, request: HttpRequest) -> str:
        """A preview belongs to the person who uploaded it."""
        return f"{request.user.pk} {self.opts.label_lower}"

    def get_confirm_form_kwargs(self, request: HttpRequest, import_form: Any = None) -> dict[str, Any]:
        values: dict[str, Any] = super().get_confirm_form_kwargs(request, import_form)
        return values | {"owner": self._owner(request)}

    def get_confirm_form_initial(self, request: HttpRequest, import_form: Any) -> dict[str, Any]:
        values: dict[str, Any] = super().get_confirm_form_initial(request, import_form)
        name = values.get("import_file_name")
        return (
            values | {"import_file_name": TableConfirmForm.signed(name, self._owner(request))}
            if name
            else values
        )

    def get_import_resource_kwargs(self, request: HttpRequest, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.get("form")
        values = getattr(form, "cleaned_data", {}) if form is not None and form.is_bound else {}
        return {"expected": values.get("sha256", "")}

    def add_success_message(self, result: TableResult, request: HttpRequest) -> None:
        messages.success(request, f"从表格导入{self.opts.verbose_name}：{result.counts}。")

    def _create_log_entry(self, user_pk: int, rows: list[Any], import_type: str, action_flag: int) -> None:
        """Does the same as `LogEntry.objects.log_actions`, but without an instance for each of ten thousand rows."""
        values: dict[str, list[Any]] = {
            "user_id": [user_pk] * len(rows),
            "content_type_id": [ContentType.objects.get_for_model(self.model).pk] * len(rows),
            "action_time": [timezone.now()] * len(rows),
            "object_id": [str(row.pk) for row in rows],
            "object_repr": [str(row)[:200] for row in rows],
            "action_flag": [action_flag] * len(rows),
            "change_message": ["从表格导入"] * len(rows),
        }
        fields = [field for field in LogEntry._meta.concrete_fields if not field.primary_key]
        insert(LogEntry, {field: values[field.attname] for field in fields})

    def _refused(self, request: HttpRequest, reason: str) -> HttpResponse:
        messages.error(request, reason)
        return HttpResponseRedirect(reverse("admin:{}_{}_import".format(*self.get_model_info())))

    def _preview_again(self, request: HttpRequest, posted: TableConfirmForm) -> HttpResponse:
        values = posted.cleaned_data
        stored = PreviewStorage(name=values["import_file_name"])
        grid = PreviewedGrid().create_dataset(stored.read())
        meant = self.get_import_resource_kwargs(request, form=posted) | {"expected": ""}
        result = self.resource_classes[0](**meant).import_data(grid, dry_run=True)
        messages.error(request, CHANGED)
        context = {**self.admin_site.each_context(request), **self._result_context(result), "opts": self.opts}
        context["form"] = self.import_form_class(
            [PreviewedGrid],
            self.resource_classes,
            **self.get_import_form_kwargs(request) | {"data": None, "files": None},
        )
        if result.is_sound:
            name = TableConfirmForm.signed(values["import_file_name"], self._owner(request))
            initial = {**values, "import_file_name": name, "sha256": result.sha256}
            context["confirm_form"] = self.confirm_form_class(initial=initial, owner=self._owner(request))
        else:
            stored.remove()
        return TemplateResponse(request, self.import_template_name, context)

    def _result_context(self, result: TableResult | None) -> dict[str, Any]:
        """The context of the page with the result of an import."""
        values = {
            "title": f"从表格导入{self.opts.verbose_name}",
            "columns": self.resource_classes[0]().fields.values(),
            "max_rows": MAX_ROWS,
            "result": result,
        }
        if result is not None:
            new, changed = result.rows_that_are("new"), result.rows_that_are("update")
            values |= {
                "faults": result.faults[:SHOWN],
                "more_faults": max(len(result.faults) - SHOWN, 0),
                "new_rows": new[:SHOWN],
                "more_new": max(len(new) - SHOWN, 0),
                "changed_rows": changed[:SHOWN],
                "more_changed": max(len(changed) - SHOWN, 0),
            }
        return values

    def init_request_context_data(self, request: HttpRequest, form: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().init_request_context_data(request, form)
        title = f"导出{self.opts.verbose_name}"
        count = self.get_export_queryset(request).count()
        return context | {"title": title, "count": count, "is_filtered": bool(request.GET)}

    def get_export_queryset(self, request: HttpRequest) -> Any:
        """Exports the filtered list. If the list would ignore a filter, the export must fail instead."""
        try:
            return super().get_export_queryset(request)
        except IncorrectLookupParameters as error:
            raise BadRequest("no such filter") from error

    def get_export_filename(self, request: HttpRequest, queryset: Any, file_format: Any) -> str:
        return f"{self.opts.verbose_name}-{timezone.localdate():%Y-%m-%d}.{file_format.get_extension()}"

    def _do_file_export(
        self, file_format: Any, request: HttpRequest, queryset: Any, **kwargs: Any
    ) -> HttpResponse:
        response: HttpResponse = super()._do_file_export(file_format, request, queryset, **kwargs)
        name = self.get_export_filename(request, queryset, file_format)
        response["Content-Disposition"] = content_disposition_header(True, name)
        return response


def _drop(form: TableImportForm) -> None:
    """Deletes the grid of a preview that cannot be confirmed."""
    file = getattr(form, "cleaned_data", {}).get("import_file")
    if name := getattr(file, "tmp_storage_name", ""):
        PreviewStorage(name=name).remove()
