from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("issues.reading.urls")),
    path("", include("digest.accounts")),
    path("", include("issues.mail_views")),
    path("admin/", admin.site.urls),
]
