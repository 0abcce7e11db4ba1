"""The people of the tests. Their permissions come from the groups of the migrations."""

from django.contrib.auth.models import Group, User

from issues.roles import EDITOR, READER, REVIEWER

PASSWORD = "correct-horse-battery"


def member(username: str, *roles: str, name: str = "") -> User:
    user, is_new = User.objects.get_or_create(
        username=username,
        defaults={
            "last_name": name[:1],
            "first_name": name[1:],
            "email": f"{username}@digest.test",
            "is_staff": roles != (READER,),
        },
    )
    if is_new:
        user.set_password(PASSWORD)
        user.save()
        user.groups.set(Group.objects.filter(name__in=roles))
    return user


def editor() -> User:
    return member("editor", EDITOR, name="林知远")


def second_editor() -> User:
    return member("second_editor", EDITOR, name="沈嘉禾")


def reviewer() -> User:
    return member("reviewer", REVIEWER, name="周慎行")


def reader() -> User:
    return member("reader", READER, name="许问渠")


def both() -> User:
    """In both groups: 编辑 and 审核."""
    return member("both", EDITOR, REVIEWER, name="钟两全")


def administrator() -> User:
    user = member("administrator", name="管理员")
    User.objects.filter(pk=user.pk).update(is_superuser=True)
    user.refresh_from_db()
    return user
