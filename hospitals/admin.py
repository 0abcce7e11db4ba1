from django.contrib import admin

from hospitals.models import CaseStudy, Hospital, HospitalNewsLink, PeerExperience
from hospitals.spreadsheets import HospitalNewsLinkTable, HospitalTable
from issues.admin.bases.entries import PLACE, EntryAdmin
from issues.admin.bases.rich_entries import RichEntryAdmin
from issues.admin.name_records.base import NameRecordAdmin
from issues.admin.spreadsheets import TableAdmin
from issues.admin.spreadsheets.entries import EntryTableAdmin


class HospitalEntryAdmin(EntryAdmin):
    suggest = {"hospital": Hospital}  # noqa: RUF012 - a ClassVar of EntryAdmin
    list_display = ("title_shown", "hospital", "standing_shown", "state", "updated_at")
    search_help_text = "按标题、医院或网址查找"


class ArticleAdmin(HospitalEntryAdmin, RichEntryAdmin):
    search_help_text = "按标题、正文、医院或来源查找"
    fieldsets = (
        (None, {"fields": ("title", "hospital")}),
        ("正文", {"fields": ("body_html",)}),
        ("来源", {"fields": ("source", "source_url")}),
        PLACE,
    )


@admin.register(PeerExperience)
class PeerExperienceAdmin(ArticleAdmin):
    pass


@admin.register(HospitalNewsLink)
class HospitalNewsLinkAdmin(EntryTableAdmin, HospitalEntryAdmin):
    resource_classes = (HospitalNewsLinkTable,)
    carried = ("hospital",)
    fieldsets = ((None, {"fields": ("hospital", "title", "url")}), PLACE)


@admin.register(CaseStudy)
class CaseStudyAdmin(ArticleAdmin):
    pass


@admin.register(Hospital)
class HospitalAdmin(TableAdmin, NameRecordAdmin):
    resource_classes = (HospitalTable,)
