from django.urls import path

from issues.reading import views

app_name = "reading"
urlpatterns = [
    path("", views.latest, name="latest"),
    path("issues/", views.archive, name="archive"),
    path("issues/<int:number>/", views.issue, name="issue"),
    path("issues/<int:number>/pdf/", views.pdf, name="pdf"),
    path("issues/<int:number>/annexes/<str:sha256>/", views.annex, name="annex"),
    path("issues/<int:number>/<slug:anchor>/", views.place, name="place"),
    path("entries/<uuid:uid>/", views.entry, name="entry"),
]
