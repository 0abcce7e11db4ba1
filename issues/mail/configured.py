"""Whether this server sends mail."""

from django.conf import settings

NOWHERE = ("console", "dummy")
NOT_CONFIGURED = (
    "没有设置邮件发送：通知邮件只打印在服务器的终端上，谁也收不到。"
    "请在服务器上设置环境变量 EMAIL_URL（写法见 README），再重新启动。"
)
"""For administrators."""


def mail_is_configured() -> bool:
    """Whether mail is really sent. Without EMAIL_URL it is only printed on the server's terminal."""
    return settings.EMAIL_BACKEND.split(".")[-2] not in NOWHERE
