"""The table of the workflow: who may do what from where, what must hold, what else it changes, and what people read.

草稿 ──送审──▶ 待审核 ──通过──▶ 审核通过 ──发布──▶ 已发布 ──撤下──▶ 已撤下
  ▲  ◀─撤回送审─┘  │退回           │退回              │                │
  │               ▼               ▼                 └──── 勘误 ──────┴──▶ 草稿（新版次）
  └──送审──── 退回修改 ◀───────────┘

Only `issues.workflow.transitions` carries these out.
"""

from issues.models import Issue, Transition
from issues.reviewing import rounds
from issues.reviewing.conversations import why_unanswered
from issues.reviewing.rounds import ApprovalEffect
from issues.reviewing.rules import why_not_approve, why_not_submit
from issues.reviewing.verdicts import why_changes_open
from issues.workflow import approval, notices, obstacles, outcomes, publication, shown_notes
from issues.workflow.action import UNSCHEDULED, Action
from issues.workflow.failed_schedule import SCHEDULE_FAILED
from issues.workflow.outcomes import Outcome
from issues.workflow.shown_notes import ShownNote

S = Issue.Status

ACTIONS = {
    action.key: action
    for action in (
        Action(
            key="submit",
            label="送审",
            permission="issues.submit_issue",
            moves={S.DRAFT: S.SUBMITTED, S.RETURNED: S.SUBMITTED},
            note_label="给审核人的话（可不填）",
            signs=approval.sign_editor,
            guards=(
                lambda call: why_not_submit(call.issue, call.document),
                lambda call: why_unanswered(call.issue),
            ),
            effect=approval.begin_round,
            approvals=ApprovalEffect.ROUND_BEGUN,
            obstacle=obstacles.why_not_ready,
            warning=obstacles.before_submitting,
            is_usual_next=True,
            consequence="送审后内容锁定，等审核人审核；审核人处理之前，可以“撤回送审”。",
            outcome=outcomes.submitted,
            notices=notices.submitted,
            shown_note=shown_notes.latest_note(
                "submit", "给审核人的话", shown=shown_notes.in_status(S.SUBMITTED)
            ),
        ),
        Action(
            key="recall",
            label="撤回送审",
            permission="issues.submit_issue",
            moves={S.SUBMITTED: S.DRAFT},
            effect=approval.void_approval,
            approvals=ApprovalEffect.CLEARED,
            consequence="",
            outcome=lambda issue, stage: Outcome(f"{issue}已撤回送审，可以修改了。"),
            notices=notices.recalled,
        ),
        Action(
            key="return",
            label="退回修改",
            permission="issues.review_issue",
            moves={S.SUBMITTED: S.RETURNED, S.APPROVED: S.RETURNED},
            needs_note="退回原因",
            without_note=approval.has_open_comments,
            note_label="退回原因（已逐条写了意见的，可不填）",
            effect=approval.hand_back,
            approvals=ApprovalEffect.RETURNED,
            consequence="退回后编辑可以修改本期，改好再送审。",
            outcome=lambda issue, stage: Outcome(f"{issue}已退回修改，等编辑改好再送审。"),
            notices=notices.returned,
            shown_note=shown_notes.latest_note(
                "return", "退回原因", shown=shown_notes.in_status(S.RETURNED), is_setback=True
            ),
        ),
        Action(
            key="unreturn",
            label="撤销退回",
            permission="issues.review_issue",
            moves={S.RETURNED: S.SUBMITTED},
            offered=approval.has_returned,
            guards=(approval.not_returned_by_them,),
            effect=approval.resume_round,
            approvals=ApprovalEffect.RESTORED,
            consequence="撤销退回后，本期回到待审核，编辑不能再改。退回和撤销都留在流转记录里。",
            outcome=lambda issue, stage: Outcome(
                f"已撤销退回，{issue}回到“{issue.standing}”，编辑不能再改。"
            ),
            notices=notices.undone(
                ApprovalEffect.RETURNED, "的退回已撤销，暂不用改", "撤销了对{}的退回，暂时不用改"
            ),
        ),
        Action(
            key="approve",
            label="审核通过",
            permission="issues.review_issue",
            moves={S.SUBMITTED: S.APPROVED},
            onward=approval.after_approval,
            signs=approval.sign_stage,
            guards=(
                lambda call: why_not_approve(call.issue, call.by),
                lambda call: why_changes_open(call.issue, call.document),
                lambda call: why_not_submit(call.issue, call.document),
            ),
            effect=approval.approve,
            approvals=ApprovalEffect.GIVEN,
            obstacle=obstacles.why_not_passable,
            warning=obstacles.before_approving,
            is_usual_next=True,
            consequence="通过后由您署名，对现在这份内容负责；以后再有改动，须重新送审。",
            outcome=outcomes.approved,
            notices=notices.approved,
        ),
        Action(
            key="unapprove",
            label="撤销通过",
            permission="issues.review_issue",
            # After any stage but the last, the issue waits for the next stage.
            moves={S.APPROVED: S.SUBMITTED, S.SUBMITTED: S.SUBMITTED},
            offered=approval.has_approved,
            guards=(approval.not_signed_by_them,),
            effect=approval.back_to_stage,
            approvals=ApprovalEffect.LAST_REMOVED,
            consequence="撤销后本期回到待审核，您的署名一并取消。通过和撤销都留在流转记录里。",
            outcome=lambda issue, stage: Outcome(f"已撤销通过，{issue}回到“{issue.standing}”。"),
            notices=notices.undone(
                ApprovalEffect.GIVEN, "的通过已撤销", "撤销了对{}的审核通过，请等重新审核"
            ),
        ),
        Action(
            key="publish",
            label="发布",
            permission="issues.publish_issue",
            moves={S.APPROVED: S.PUBLISHED},
            prints=True,
            guards=(publication.not_as_signed, publication.lacks_imprint),
            effect=publication.put_online,
            approvals=ApprovalEffect.NONE,
            warning=obstacles.before_publishing,
            is_usual_next=True,
            consequence="发布后读者马上可以看到本期，内容不能再改，只能发起勘误。",
            outcome=outcomes.published,
            notices=notices.published,
        ),
        Action(
            key="schedule",
            label="定时发布",
            permission="issues.publish_issue",
            moves={S.APPROVED: S.APPROVED},
            needs_time=True,
            guards=(publication.not_in_future,),
            effect=lambda call: {"publish_at": call.at, "scheduled_by": call.by},
            approvals=ApprovalEffect.NONE,
            consequence=(
                "到时自动发布。发布前再核对一次，内容若与审核通过时不一致，就不发布并通知您。到时之前可以取消。"
            ),
            outcome=outcomes.scheduled,
            notices=notices.nobody,
            shown_note=shown_notes.schedule_set,
        ),
        Action(
            key="unschedule",
            label="取消定时",
            permission="issues.publish_issue",
            moves={S.APPROVED: S.APPROVED},
            offered=lambda issue, user: issue.publish_at is not None,
            guards=(publication.not_scheduled,),
            effect=lambda call: UNSCHEDULED,
            approvals=ApprovalEffect.NONE,
            consequence="",
            outcome=lambda issue, stage: Outcome(f"{issue}已取消定时，不会自动发布。"),
            notices=notices.unscheduled,
        ),
        Action(
            key="call_off",
            label=SCHEDULE_FAILED,
            permission="issues.publish_issue",
            moves={S.APPROVED: S.APPROVED},
            is_automatic=True,
            effect=lambda call: UNSCHEDULED,
            approvals=ApprovalEffect.NONE,
            consequence="",
            outcome=lambda issue, stage: Outcome(""),
            notices=notices.called_off,
            note_title="原因",
            shown_note=shown_notes.schedule_failed,
        ),
        Action(
            key="withdraw",
            label="撤下",
            permission="issues.withdraw_issue",
            # While a correction is a draft, the published edition can still be withdrawn.
            moves={
                S.PUBLISHED: S.WITHDRAWN,
                **{s: s for s in (S.DRAFT, S.SUBMITTED, S.RETURNED, S.APPROVED)},
            },
            offered=lambda issue, user: issue.is_online,
            needs_note="撤下原因",
            guards=(publication.not_online,),
            effect=publication.take_offline,
            approvals=ApprovalEffect.NONE,
            consequence="撤下后读者看不到本期，只看到下面写的撤下原因（原样显示）。",
            outcome=lambda issue, stage: Outcome(
                f"{issue}已撤下，读者看不到本期，只看到撤下原因。改正后可以重新发布。"
            ),
            notices=notices.to_editors("已撤下", "把{}撤下，读者不再看到"),
        ),
        Action(
            key="correct",
            label="发起勘误",
            permission="issues.correct_issue",
            moves={S.PUBLISHED: S.DRAFT, S.WITHDRAWN: S.DRAFT},
            needs_note="勘误说明",
            effect=publication.begin_revision,
            approvals=ApprovalEffect.CLEARED,
            consequence="在已发布内容上起草新版；新版发布前，读者仍看到原来的内容。勘误说明会原样登在新版上。",
            outcome=outcomes.correction_begun,
            notices=notices.nobody,
            shown_note=shown_notes.latest_note(
                "correct", "勘误说明", shown=shown_notes.is_correction_in_work
            ),
        ),
        Action(
            key="abandon",
            label="放弃勘误",
            permission="issues.correct_issue",
            moves={S.DRAFT: S.PUBLISHED, S.RETURNED: S.PUBLISHED},
            onward=publication.back_where_published,
            offered=publication.is_correction_begun,
            needs_note="放弃原因",
            guards=(publication.not_a_correction,),
            effect=publication.as_published,
            approvals=ApprovalEffect.NONE,
            warning=obstacles.before_abandoning,
            consequence="内容恢复为已发布的版本。这次新写的条目移到素材库，改过的文字可在“修改记录”里找回。",
            outcome=outcomes.correction_abandoned,
            notices=notices.to_editors("的勘误已放弃", "放弃了{}的勘误，内容恢复为已发布的版本"),
        ),
    )
}
"""By the key that a `Transition` stores, in the order of the buttons."""
MANUAL_ACTIONS = {action.key: action for action in ACTIONS.values() if not action.is_automatic}
"""Those that a person can take; the others only the server."""

# Reviewing is a room below this one and cannot import the table.
for action in ACTIONS.values():
    rounds.register(action.key, action.approvals)


def label_of(record: Transition) -> str:
    """What was done, with the name of the review stage if there are several."""
    action = ACTIONS.get(record.action)
    label = action.label if action else record.action
    return f"{label}（{record.stage}）" if record.stage else label


def shown_notes_of(issue: Issue) -> list[ShownNote]:
    """Reads only the issue's transitions, which come with their actors, the newest first."""
    history = list(issue.transitions.all())
    notes = (action.shown_note(issue, history) for action in ACTIONS.values())
    return [note for note in notes if note]
