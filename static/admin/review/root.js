/* Names the element that holds reviewing: the main part of the review page, or the comments in an entry's form. */

export const root = document.querySelector("main.review, #entry-threads");
export const isReviewPage = root !== null && root.matches("main");

/** The same element of a page that came as an answer; `null` where that page is another one. */
export function rootOf(page) {
  return page.querySelector(isReviewPage ? "main.review" : "#entry-threads, main.review");
}
