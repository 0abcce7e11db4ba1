"""The review page and its forms: each is a POST that returns to the same entry."""

from collections.abc import Callable, Iterable
from functools import wraps
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from issues.actor import signed_in
from issues.admin import posted
from issues.admin.compose.previews import viewable
from issues.admin.compose.undo import with_button
from issues.admin.review.entry_panel import UnsavedText
from issues.admin.review.page import review_page
from issues.admin.review.text import text_read
from issues.document import Document
from issues.editing.building import build_document
from issues.editing.entry_rows import entry_rows
from issues.models import Issue, Thread, Verdict
from issues.office_urls import entry_address, entry_anchor, review_address, thread_anchor
from issues.refusals import Forbidden, Refusal, Stale
from issues.reviewing.comments import NO_QUOTE, Quote, raise_comment, reply, resolve
from issues.reviewing.conversations import read_versions
from issues.reviewing.passing_entries import pass_and_resolve
from issues.reviewing.quotes import quote_from
from issues.reviewing.verdicts import give_verdict, give_verdicts, unlock_entry

Action = Callable[[HttpRequest, Issue, User], str]
NOT_IN_ISSUE = "这一条已不在本期，可能刚被同事移走或删除，请刷新页面"
AND_RESOLVE = "resolved"
Mark = Verdict.Mark
VERDICT_MESSAGES = {
    Verdict.Mark.PASSED: "已标为通过",
    Verdict.Mark.NEEDS_CHANGE: "已标为需修改",
    Verdict.Mark.CLEARED: "已取消标记",
}


def show(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, viewable(request, pk))


def review_action(action: Action) -> Callable[[HttpRequest, int], HttpResponse]:
    """Makes a view of `action`, which returns the anchor to return to. Where it is refused, the response is the page with
    the reason and with what was typed."""

    @require_POST
    @wraps(action)
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        issue = viewable(request, pk)
        try:
            anchor = action(request, issue, signed_in(request))
        except Refusal as refusal:
            messages.error(request, f"没有保存：{refusal}")
            return _page(request, issue, unsaved=_unsaved_text(request), status=_status(refusal))
        return HttpResponseRedirect(_return_address(request, issue, anchor))

    return view


@review_action
def comment(request: HttpRequest, issue: Issue, user: User) -> str:
    uid = _uid(request)
    if uid is None and request.POST.get("uid"):
        raise Stale(NOT_IN_ISSUE)
    quote = _quote(request, build_document(issue), uid) if uid else NO_QUOTE
    thread = raise_comment(issue, by=user, text=_text(request), uid=uid, quote=quote)
    messages.success(request, "意见已提交。")
    return thread_anchor(thread.pk)


@review_action
def answer(request: HttpRequest, issue: Issue, user: User) -> str:
    thread = _thread(request, issue)
    comment = reply(thread, by=user, text=_text(request))
    messages.success(request, f"已{comment.get_kind_display()}。")
    return thread_anchor(thread.pk)


@review_action
def resolve_thread(request: HttpRequest, issue: Issue, user: User) -> str:
    thread = _thread(request, issue)
    resolve(thread, by=user, text=_text(request))
    messages.success(request, "已标为已解决。")
    return thread_anchor(thread.pk)


@review_action
def mark(request: HttpRequest, issue: Issue, user: User) -> str:
    uid, asked, seen = _uid(request), request.POST.get("mark", ""), request.POST.get("seen", "")
    if asked == AND_RESOLVE and uid is not None:
        resolved = pass_and_resolve(
            issue, uid, by=user, seen=seen, read=read_versions(request.POST.get("resolves", ""))
        )
        messages.success(request, f"已标为通过，{resolved} 条意见已标为已解决。")
        return f"b-{uid}"
    if uid is None or asked not in VERDICT_MESSAGES:
        raise Stale("请选择“通过”或“需修改”")
    give_verdict(issue, uid, Verdict.Mark(asked), by=user, seen=seen)
    messages.success(request, f"{VERDICT_MESSAGES[Verdict.Mark(asked)]}。")
    return f"b-{uid}"  # below the text on a phone: the next entry follows


@review_action
def mark_several(request: HttpRequest, issue: Issue, user: User) -> str:
    """Passes the entries of a section together; the button in the message undoes exactly that."""
    is_undone = "undo" in request.POST
    seen = _seen(request.POST.get("undo", "").splitlines() if is_undone else request.POST.getlist("passes"))
    changed = give_verdicts(issue, seen, Mark.CLEARED if is_undone else Mark.PASSED, by=user)
    if is_undone and not changed:
        messages.error(request, "没有撤销：这些标记已经撤销过，或者不是您标的。")
    elif is_undone:
        messages.success(request, f"已撤销，{len(changed)} 条回到没有标记的样子。")
    elif changed:
        rest = (
            f"；{len(seen) - len(changed)} 条有意见没有解决或需修改，没有动"
            if len(changed) < len(seen)
            else ""
        )
        value = "\n".join(f"{uid} {seen[uid]}" for uid in changed)
        address = reverse("admin:issues_issue_judge_several", args=[issue.pk])
        messages.success(request, with_button(f"已把 {len(changed)} 条标为通过{rest}。", address, value))
    else:
        messages.error(request, "没有可以一次通过的条目：都标过了，或者有意见没有解决。")
    anchor = entry_anchor(next(iter(seen))) if is_undone and seen else "overview"
    return posted.line(request.POST.get("place", ""))[:40] or anchor


def _seen(values: Iterable[str]) -> dict[UUID, str]:
    """The digest that the page showed of each entry."""
    try:
        return {UUID(uid): digest for uid, _, digest in (each.strip().partition(" ") for each in values)}
    except ValueError:
        raise Stale(NOT_IN_ISSUE) from None


@review_action
def reopen(request: HttpRequest, issue: Issue, user: User) -> str:
    uid = _uid(request)
    if uid is None:
        raise Stale(NOT_IN_ISSUE)
    unlock_entry(issue, uid, by=user)
    messages.success(request, "已解除锁定，可以修改；改好送审后，审核人会再看这一条。")
    return entry_anchor(uid)


def _page(
    request: HttpRequest, issue: Issue, *, unsaved: UnsavedText | None = None, status: int = 200
) -> HttpResponse:
    page = review_page(issue, signed_in(request), unsaved=unsaved)
    context = {"page": page, "issue": issue, "original": issue, "document": page.document}
    return render(request, "admin/issues/review/page.html", context, status=status)


def _unsaved_text(request: HttpRequest) -> UnsavedText:
    key = request.POST.get("thread") or request.POST.get("uid", "")
    return {key: request.POST.get("text", ""), f"quote-{key}": request.POST.get("quote", "")}


def _status(refusal: Exception) -> int:
    return 403 if isinstance(refusal, Forbidden) else 409


def _return_address(request: HttpRequest, issue: Issue, anchor: str) -> str:
    """The review page, or the entry's own form where the request came from there."""
    uid = _uid(request) if request.POST.get("back") == "entry" else None
    row = next((row for row in entry_rows(issue) if row.uid == uid), None) if uid else None
    return f"{entry_address(row)}?back=review#{anchor}" if row else review_address(issue.pk, anchor)


def _text(request: HttpRequest) -> str:
    return posted.words(request.POST.get("text", ""))


def _uid(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.POST.get("uid", ""))
    except ValueError:
        return None


def _thread(request: HttpRequest, issue: Issue) -> Thread:
    return get_object_or_404(Thread, issue=issue, pk=posted.number(request.POST.get("thread")))


def _quote(request: HttpRequest, document: Document, uid: UUID) -> Quote:
    """Takes the text before and after the quoted words from the page as the server renders it."""
    if uid not in {entry.uid for entry in document.entries}:
        raise Stale(NOT_IN_ISSUE)
    words, before = (posted.words(request.POST.get(name, "")) for name in ("quote", "before"))
    return quote_from(text_read(document, uid), words, before=before) if words else NO_QUOTE
