from django.apps import AppConfig


class IssuesConfig(AppConfig):
    name = "issues"
    verbose_name = "编审发布"

    def ready(self) -> None:
        from issues import sections

        sections.autodiscover()
