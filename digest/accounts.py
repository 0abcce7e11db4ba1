"""登录、退出、账号: Django's own views with our words."""

from django.contrib.auth import views
from django.contrib.messages.views import SuccessMessageMixin
from django.urls import path, reverse_lazy
from django.views.generic import TemplateView


class PasswordChange(SuccessMessageMixin, views.PasswordChangeView):
    template_name = "registration/change_password.html"
    success_url = reverse_lazy("account")
    success_message = "密码已修改。"


urlpatterns = [
    path("login/", views.LoginView.as_view(redirect_authenticated_user=True), name="login"),
    path("logout/", views.LogoutView.as_view(), name="logout"),
    path("account/", TemplateView.as_view(template_name="registration/account.html"), name="account"),
    path("account/password/", PasswordChange.as_view(), name="change_password"),
]
