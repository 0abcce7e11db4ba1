"""The table of the workflow: who may do what from where, what must hold, and what else it changes.

Only `issues.workflow.transitions.perform` carries these out.
"""

from issues.models import Issue
from issues.reviewing.comments import why_unanswered
from issues.reviewing.rules import why_not_approve, why_not_submit
from issues.reviewing.verdicts import why_changes_open
from issues.workflow import approval, publication
from issues.workflow.action import UNSCHEDULED, Action

S = Issue.Status

ACTIONS = {
    action.key: action
    for action in (
        Action(
            key="submit",
            label="送审",
            permission="issues.submit_issue",
            moves={S.DRAFT: S.SUBMITTED, S.RETURNED: S.SUBMITTED},
            signs=approval.sign_editor,
            guards=(
                lambda act: why_not_submit(act.issue, act.document),
                lambda act: why_unanswered(act.issue),
            ),
            effect=approval.begin_round,
        ),
        Action(
            key="recall",
            label="撤回送审",
            permission="issues.submit_issue",
            moves={S.SUBMITTED: S.DRAFT},
            effect=approval.void_approval,
        ),
        Action(
            key="return",
            label="退回修改",
            permission="issues.review_issue",
            moves={S.SUBMITTED: S.RETURNED, S.APPROVED: S.RETURNED},
            needs_note="退回原因",
            without_note=approval.has_open_remarks,
            effect=approval.hand_back,
        ),
        Action(
            key="unreturn",
            label="撤销退回",
            permission="issues.review_issue",
            moves={S.RETURNED: S.SUBMITTED},
            guards=(approval.not_returned_by_them,),
            effect=approval.resume_round,
        ),
        Action(
            key="approve",
            label="审核通过",
            permission="issues.review_issue",
            moves={S.SUBMITTED: S.APPROVED},
            onward=approval.after_approval,
            signs=approval.sign_stage,
            guards=(
                lambda act: why_not_approve(act.issue, act.by),
                lambda act: why_changes_open(act.issue),
                lambda act: why_not_submit(act.issue, act.document),
            ),
            effect=approval.approve,
        ),
        Action(
            key="unapprove",
            label="撤销通过",
            permission="issues.review_issue",
            # After a stage that is not the last the issue waits for the next one.
            moves={S.APPROVED: S.SUBMITTED, S.SUBMITTED: S.SUBMITTED},
            guards=(approval.not_signed_by_them,),
            effect=approval.back_to_stage,
        ),
        Action(
            key="publish",
            label="发布",
            permission="issues.publish_issue",
            moves={S.APPROVED: S.PUBLISHED},
            prints=True,
            guards=(publication.not_as_signed,),
            effect=publication.put_online,
        ),
        Action(
            key="schedule",
            label="定时发布",
            permission="issues.publish_issue",
            moves={S.APPROVED: S.APPROVED},
            needs_time=True,
            guards=(publication.not_in_future,),
            effect=lambda act: {"publish_at": act.at, "scheduled_by": act.by},
        ),
        Action(
            key="unschedule",
            label="取消定时",
            permission="issues.publish_issue",
            moves={S.APPROVED: S.APPROVED},
            guards=(publication.not_scheduled,),
            effect=lambda act: UNSCHEDULED,
        ),
        Action(
            key="withdraw",
            label="撤下",
            permission="issues.withdraw_issue",
            # While a correction is drafted its predecessor is online, and can be taken down all the same.
            moves={
                S.PUBLISHED: S.WITHDRAWN,
                **{s: s for s in (S.DRAFT, S.SUBMITTED, S.RETURNED, S.APPROVED)},
            },
            needs_note="撤下原因",
            guards=(publication.not_online,),
            effect=publication.take_offline,
        ),
        Action(
            key="correct",
            label="发起勘误",
            permission="issues.correct_issue",
            moves={S.PUBLISHED: S.DRAFT, S.WITHDRAWN: S.DRAFT},
            needs_note="勘误说明",
            effect=publication.begin_revision,
        ),
        Action(
            key="abandon",
            label="放弃勘误",
            permission="issues.correct_issue",
            moves={S.DRAFT: S.PUBLISHED, S.RETURNED: S.PUBLISHED},
            onward=publication.back_where_published,
            needs_note="放弃原因",
            guards=(publication.not_a_correction,),
            effect=publication.as_published,
        ),
    )
}
