from django.contrib import admin
from django.urls import include, path

handler400 = "digest.errors.bad_request"

urlpatterns = [
    path("", include("issues.reading.urls")),
    path("", include("digest.accounts")),
    path("", include("digest.own_email")),
    path("", include("digest.password_reset")),
    path("", include("digest.help")),
    path("", include("issues.mail.views")),
    path("admin/", admin.site.urls),
]
