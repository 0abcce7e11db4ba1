/* Posts a form of reviewing and returns the page that the server answers with. */

import { rootOf } from "../root.js";

const OFFLINE = "没有保存：连不上服务器。填写的文字还在，请稍后再按一次；仍不行，先复制下来再刷新页面。";
const SERVER_ERROR = "没有保存：服务器出错。填写的文字还在，请稍后再按一次；仍不行，先复制下来再刷新页面。";
const SIGNED_OUT = "没有保存：登录已过期。填写的文字还在；请在另一个标签页登录，再回来按一次按钮。";
const SIGN_IN = { address: "/admin/login/", text: "打开登录页" };
const TOKEN = "csrfmiddlewaretoken";

/** Nothing was saved. `message` says why, in Chinese; `link` leads to what helps, or is null. */
export class NotSaved extends Error {
  constructor(message, link = null) {
    super(message);
    this.link = link;
  }
}

/** Throws NotSaved. */
export async function postForm(address, body) {
  let answer = await load(address, body);
  if (answer.status === 403 && !answer.page) {
    body.set(TOKEN, await renewTokens());
    answer = await load(address, body);
  }
  if (answer.isSignedOut) throw new NotSaved(SIGNED_OUT, SIGN_IN);
  if (!answer.page) throw new NotSaved(SERVER_ERROR);
  return answer.page;
}

/** Whoever has signed in again in another tab has a new session: the tokens of this page are of the old one. */
async function renewTokens() {
  const { page } = await load(location.pathname + location.search);
  const token = page?.querySelector(`[name=${TOKEN}]`)?.value;
  if (!token) throw new NotSaved(SIGNED_OUT, SIGN_IN);
  for (const field of document.querySelectorAll(`[name=${TOKEN}]`)) field.value = token;
  return token;
}

/** `page` is null where the answer is no page of reviewing. */
async function load(address, body = null) {
  const { status, html } = await request(address, body ? { method: "POST", body } : {});
  const page = new DOMParser().parseFromString(html, "text/html");
  const isReviewing = rootOf(page) !== null;
  return {
    status,
    page: isReviewing ? page : null,
    isSignedOut: !isReviewing && page.querySelector("input[name=password]") !== null,
  };
}

async function request(address, options) {
  try {
    const response = await fetch(address, { ...options, credentials: "same-origin", cache: "no-store" });
    return { status: response.status, html: await response.text() };
  } catch {
    throw new NotSaved(OFFLINE);
  }
}
