from django.contrib import admin

from hospitals.models import CaseStudy, Hospital, HospitalNewsLink, PeerExperience
from issues.admin.authorities import AuthorityAdmin
from issues.admin.entries import EntryAdmin


class HospitalEntryAdmin(EntryAdmin):
    suggest = {"hospital": Hospital}  # noqa: RUF012 - a ClassVar of EntryAdmin
    list_display = ("title_shown", "hospital", "standing_shown", "state", "updated_at")
    search_fields = ("title", "hospital", "hospital_record__name")
    search_help_text = "按标题或医院查找"


class ArticleAdmin(HospitalEntryAdmin):
    fieldsets = (
        (None, {"fields": ("placement", "title", "hospital")}),
        ("正文", {"fields": ("body_html",)}),
        ("来源", {"fields": ("source", "source_url")}),
    )


@admin.register(PeerExperience)
class PeerExperienceAdmin(ArticleAdmin):
    pass


@admin.register(HospitalNewsLink)
class HospitalNewsLinkAdmin(HospitalEntryAdmin):
    fieldsets = ((None, {"fields": ("placement", "hospital", "title", "url")}),)


@admin.register(CaseStudy)
class CaseStudyAdmin(ArticleAdmin):
    pass


@admin.register(Hospital)
class HospitalAdmin(AuthorityAdmin):
    pass
