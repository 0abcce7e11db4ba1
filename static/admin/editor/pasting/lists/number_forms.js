/* Writes numbers as lists do: 2. 02. b. II. 二、 */

const NAMES = {
  __proto__: null,
  1: "decimal",
  a: "lower-alpha",
  A: "upper-alpha",
  i: "lower-roman",
  I: "upper-roman",
  "lower-latin": "lower-alpha",
  "upper-latin": "upper-alpha",
  "cjk-ideographic": "chinese",
  "simp-chinese-informal": "chinese",
  "trad-chinese-informal": "chinese",
  "japanese-informal": "chinese",
};
const FORMS = {
  __proto__: null,
  none: () => "",
  chinese: (number) => `${chinese(number)}、`,
  decimal: (number) => `${number}. `,
  "decimal-leading-zero": (number) => `${String(number).padStart(2, "0")}. `,
  "lower-alpha": (number) => `${alpha(number)}. `,
  "upper-alpha": (number) => `${alpha(number).toUpperCase()}. `,
  "lower-roman": (number) => `${roman(number)}. `,
  "upper-roman": (number) => `${roman(number).toUpperCase()}. `,
};
const ROMAN = [
  ["m", 1000],
  ["cm", 900],
  ["d", 500],
  ["cd", 400],
  ["c", 100],
  ["xc", 90],
  ["l", 50],
  ["xl", 40],
  ["x", 10],
  ["ix", 9],
  ["v", 5],
  ["iv", 4],
  ["i", 1],
];
const CHINESE = "〇一二三四五六七八九";

/** The form that a `type` or a `list-style-type` names; "decimal" where we do not know it. */
export function knownForm(name) {
  const form = NAMES[name] || name;
  return form in FORMS ? form : "decimal";
}

export function formatNumber(number, form) {
  return FORMS[form](number);
}

function alpha(number) {
  if (number <= 0) return String(number);
  return String.fromCharCode(97 + ((number - 1) % 26)).repeat(Math.ceil(number / 26));
}

function roman(number) {
  if (number <= 0) return String(number);
  let text = "";
  let left = number;
  for (const [letters, value] of ROMAN) {
    text += letters.repeat(Math.floor(left / value));
    left %= value;
  }
  return text;
}

/** Up to 99. */
function chinese(number) {
  if (number < 1 || number > 99) return String(number);
  const [tens, ones] = [Math.floor(number / 10), number % 10];
  return `${tens > 1 ? CHINESE[tens] : ""}${tens ? "十" : ""}${ones ? CHINESE[ones] : ""}`;
}
