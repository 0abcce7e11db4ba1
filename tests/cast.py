"""The fixed cast: an editor, a second editor, a reviewer and a reader."""

from django.contrib.auth.models import Permission, User

PASSWORD = "chun-jiang-shui-nuan"
EDITS = ("submit_issue",)
REVIEWS = ("review_issue", "publish_issue", "withdraw_issue", "correct_issue")


def person(username: str, name: str, permissions: tuple[str, ...] = ()) -> User:
    """`name` with the family name first; permissions are those of the app `issues`, by codename."""
    user = User.objects.create_user(
        username,
        password=PASSWORD,
        last_name=name[0],
        first_name=name[1:],
        email=f"{username}@example.org",
        is_staff=bool(permissions),
    )
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    return user


def editor() -> User:
    return person("editor", "林安然", EDITS)


def second_editor() -> User:
    return person("second_editor", "沈知夏", EDITS)


def reviewer() -> User:
    return person("reviewer", "周慎行", REVIEWS)


def reader() -> User:
    return person("reader", "许望舒")
