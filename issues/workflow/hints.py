"""What an issue's status means for the person who looks at it, in one sentence."""

from django.contrib.auth.models import User

from issues.models import Issue
from issues.reviewing.rules import why_not_approve

S = Issue.Status

FOR_EDITORS: dict[str, str] = {
    S.SUBMITTED: "已送审，内容已锁定。如需修改，请先“撤回送审”。",
    S.RETURNED: "已退回修改。请按退回原因和审稿意见修改，逐条回复，再送审。",
    S.APPROVED: "审核已通过，可以发布。如需修改，请审核人“退回修改”。",
    S.PUBLISHED: "已发布，内容已锁定。如有差错，请按“发起勘误”，改好后再送审、发布。",
    S.WITHDRAWN: "已撤下，读者现在看不到本期。要改正后重新发布，请按“发起勘误”。",
}

FOR_REVIEWERS: dict[str, str] = {
    S.DRAFT: "编辑正在编写，送审之后由您审核。",
    S.SUBMITTED: "请逐条审阅全文：标“通过”或“需修改”，提意见，再“审核通过”或“退回修改”。",
    S.RETURNED: "已退回编辑修改，重新送审之后由您审核。",
    S.APPROVED: "审核已通过，可以发布；发布之前仍可“退回修改”。",
}


def hint_for(issue: Issue, user: User) -> str:
    """Whoever may do both reads the hint for editors."""
    if user.has_perm("issues.change_issue"):
        return FOR_EDITORS.get(issue.status, "")
    if not user.has_perm("issues.review_issue"):
        return ""
    if issue.status == S.SUBMITTED and why_not_approve(issue, user):
        return f"本期{issue.standing}，这一步不由您来做。"
    return FOR_REVIEWERS.get(issue.status, "")
