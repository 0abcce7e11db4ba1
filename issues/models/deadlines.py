from django.db import models

from issues.models.issue import Issue


class Deadlines(models.Model):
    """送审截止 and 审核截止 of an issue. They are no content, so they can be changed while the content is locked."""

    issue = models.OneToOneField(Issue, models.CASCADE, related_name="deadlines", verbose_name="期")
    submit_by = models.DateField("送审截止", null=True, blank=True)
    review_by = models.DateField("审核截止", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "截止日期"

    def __str__(self) -> str:
        return f"{self.issue}的截止日期"
