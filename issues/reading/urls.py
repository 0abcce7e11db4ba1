from django.urls import path, register_converter

from issues.reading import views
from issues.reading.numbers import IssueNumber

register_converter(IssueNumber, "issue")

app_name = "reading"
urlpatterns = [
    path("", views.latest, name="latest"),
    path("issues/", views.archive, name="archive"),
    path("issues/<issue:number>/", views.issue, name="issue"),
    path("issues/<issue:number>/pdf/", views.pdf, name="pdf"),
    path("issues/<issue:number>/annexes/<str:sha256>/", views.annex, name="annex"),
    path("issues/<issue:number>/<slug:anchor>/", views.entry_at_anchor, name="entry_at_anchor"),
    path("entries/<uuid:uid>/", views.entry, name="entry"),
]
