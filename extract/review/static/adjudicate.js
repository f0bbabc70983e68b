// Two blind readings of one mark side by side: what differs, and which was taken.

import { el, key } from "./dom.js";
import { press } from "./keys.js";
import { state } from "./state.js";
import { FIELDS, sayOf } from "./words.js";

/** The table of the two readings of a mark; null outside adjudication. */
export function comparison(mark) {
  const compared = state.document.compared;
  const pair = compared && compared.pairs[mark.id];
  if (!pair) return null;
  const head = el("tr", {}, el("th", {}, ""), side("[", compared.left, "left"), side("]", compared.right, "right"));
  const rows = rowsOf(pair).map(([name, left, right]) => el("tr", { className: left === right ? "" : "differs" }, el("th", {}, name), el("td", {}, left), el("td", {}, right)));
  return el("div.compare", {}, el("table", {}, el("thead", {}, head), el("tbody", {}, rows)), pair.agreed ? el("p.dim", {}, "both agree") : null);
}

const side = (name, annotator, which) => el("th", {}, el("button.plain", { id: which, onclick: () => press(name) }, key(name), ` ${annotator}`));

function rowsOf({ left, right, agreed }) {
  const verdict = (mark) => (!mark ? "not marked" : mark.status === "rejected" ? "rejected" : mark.mention.label);
  const rows = [["label", verdict(left), verdict(right)]];
  const kept = (mark) => mark && mark.status !== "rejected";
  if (!kept(left) && !kept(right)) return rows;
  for (const name of ["span", "optional", ...FIELDS]) {
    const [one, two] = [left, right].map((mark) => (kept(mark) ? sayOf(name, mark.mention) : ""));
    if (one !== two && !agreed) rows.push([name, one, two]);
  }
  return rows;
}
