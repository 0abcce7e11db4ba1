"""The addresses that we add to those of Django's admin for each model. Addresses that several models have are defined in
their base class: `bases.history`, `name_records.duplicates`, `spreadsheets`."""

from collections.abc import Callable

from django.contrib import admin
from django.http.response import HttpResponseBase
from django.urls import URLPattern, include, path

from issues.admin import print_fonts
from issues.admin.compose import actions, exports, previews
from issues.admin.compose.bulk import change_several
from issues.admin.compose.deadlines import set_deadlines
from issues.admin.compose.pool import choose_from_pool
from issues.admin.compose.resolving import resolve_remarks
from issues.admin.forms.open_forms import open_forms
from issues.admin.history import recycle_bin
from issues.admin.importing import pages as import_pages
from issues.admin.review import views as review
from issues.job_progress import job_progress


def page(route: str, view: Callable[..., HttpResponseBase], name: str) -> URLPattern:
    """For signed-in users who may enter the admin."""
    return path(route, admin.site.admin_view(view), name=name)


import_urls = [
    page("", import_pages.upload, "issues_issue_import"),
    page("<uuid:pk>/", import_pages.look, "issues_issue_import_look"),
    page("<uuid:pk>/draft/", import_pages.read_draft, "issues_issue_import_draft"),
    page("<uuid:pk>/file/", import_pages.original, "issues_issue_import_file"),
    page("<uuid:pk>/cancel/", import_pages.cancel, "issues_issue_import_cancel"),
]

compose_urls = [
    page("imported/resolve/", resolve_remarks, "issues_issue_resolve_remarks"),
    page("workflow/<slug:key>/", actions.take_step, "issues_issue_workflow"),
    page("arrange/", actions.arrange, "issues_issue_arrange"),
    page("move/", actions.move_entry, "issues_issue_move"),
    page("pooled/", actions.pool_entry, "issues_issue_pooled"),
    page("bulk/", change_several, "issues_issue_bulk"),
    page("undo/", actions.undo, "issues_issue_undo"),
    page("pool/<int:section_id>/", choose_from_pool, "issues_issue_pool"),
    page("sections/add/", actions.add_section, "issues_issue_add_section"),
    page("sections/move/", actions.move_section, "issues_issue_move_section"),
    page("parts/add/", actions.add_part, "issues_issue_add_part"),
    page("deadlines/", set_deadlines, "issues_issue_deadlines"),
]

review_urls = [
    page("review/", review.show, "issues_issue_review"),
    page("comment/", review.comment, "issues_issue_comment"),
    page("reply/", review.answer, "issues_issue_reply"),
    page("resolve/", review.resolve_thread, "issues_issue_resolve"),
    page("judge/", review.mark, "issues_issue_judge"),
    page("judge/several/", review.mark_several, "issues_issue_judge_several"),
    page("reopen/", review.reopen, "issues_issue_reopen"),
]

file_urls = [
    page("preview/", previews.preview_web, "issues_issue_preview"),
    page("preview.pdf", previews.preview_pdf, "issues_issue_preview_pdf"),
    page("editions/<int:revision>.pdf", previews.edition_pdf, "issues_issue_edition_pdf"),
    page("export/<slug:key>/", exports.export_content, "issues_issue_export"),
    page("editions/<int:revision>/export/<slug:key>/", exports.export_edition, "issues_issue_export_edition"),
]

bin_urls = [
    page("<int:pk>/restore/", recycle_bin.restore, "issues_binnedentry_restore"),
    page("undo/", recycle_bin.undo, "issues_binnedentry_undo"),
]

urlpatterns = [
    page("jobs/<str:token>/", job_progress, "job_progress"),
    page("fonts/", print_fonts.show, "print_fonts"),
    page("fonts/specimen/", print_fonts.specimen, "print_specimen"),
    page("issues/issue/editing/", open_forms, "issues_issue_editing"),
    path("issues/issue/import/", include(import_urls)),
    path("issues/issue/<int:pk>/", include([*compose_urls, *review_urls, *file_urls])),
    path("issues/binnedentry/", include(bin_urls)),
]
