from django.apps import AppConfig


class IssuesConfig(AppConfig):
    name = "issues"
    verbose_name = "编审发布"

    def ready(self) -> None:
        from issues import checks, sections  # noqa: F401 - importing the checks registers them

        sections.autodiscover()
