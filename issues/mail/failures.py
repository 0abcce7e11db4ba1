"""Errors of a mail server and of the connection to it, in words for an administrator."""

import smtplib
import ssl
from socket import gaierror

from django.core.mail import BadHeaderError

WORDS: tuple[tuple[type[Exception] | tuple[type[Exception], ...], str], ...] = (
    (smtplib.SMTPAuthenticationError, "邮件服务器不接受用户名或密码"),
    (smtplib.SMTPRecipientsRefused, "邮件服务器不接受收件人的地址"),
    (smtplib.SMTPSenderRefused, "邮件服务器不接受发件人的地址"),
    (smtplib.SMTPServerDisconnected, "邮件服务器中断了连接"),
    ((smtplib.SMTPConnectError, ConnectionRefusedError), "连不上邮件服务器"),
    (smtplib.SMTPException, "邮件服务器没有接受这封邮件"),
    (gaierror, "找不到邮件服务器，请检查设置里的主机名"),
    (TimeoutError, "邮件服务器没有回应"),
    (ssl.SSLError, "与邮件服务器的加密连接没有成功"),
    (OSError, "与邮件服务器的连接出错"),
    ((BadHeaderError, UnicodeError), "邮件的主题或地址里有不能发送的字符"),
)
"""The first match counts, so a class is listed before its base classes."""


def in_plain_words(error: Exception) -> str:
    return next((words for kind, words in WORDS if isinstance(error, kind)), "邮件没有发出")
