// Two have changed one document: both changes side by side, and a choice.

import { byId, el, fill, key } from "./dom.js";
import { FIELDS, say } from "./words.js";

/** Show what others did since and what this action would do; resolves to true for mine, false for theirs. */
export function askConflict(body, answer) {
  const dialog = byId("dialog");
  const theirs = answer.since.flatMap((event) => event.changes.map((change) => ({ ...change, who: event.annotator, action: event.action })));
  return new Promise((resolve) => {
    const close = (mine) => {
      dialog.onkeydown = dialog.oncancel = null;
      dialog.close();
      resolve(mine);
    };
    const mine = body.changes !== undefined;
    fill(
      dialog,
      el("h2", {}, "Somebody else has changed this document"),
      el("p", {}, `Your action (${body.action || "undo or redo"}) is not saved. What has happened since you read the document:`),
      differences(theirs, body.changes || [], new Map(answer.marks.map((mark) => [mark.id, mark]))),
      el(
        "div.buttons",
        {},
        el("button.plain", { id: "theirs", onclick: () => close(false) }, key("t"), " keep theirs, drop mine"),
        mine ? el("button.plain", { id: "mine", onclick: () => close(true) }, key("m"), " do mine on top of theirs") : null,
      ),
    );
    dialog.onkeydown = (event) => {
      if (event.key === "t" || event.key === "Escape") close(false);
      else if (event.key === "m" && mine) close(true);
      else return;
      event.preventDefault();
      event.stopPropagation();
    };
    dialog.oncancel = (event) => event.preventDefault();
    dialog.showModal();
  });
}

function differences(theirs, mine, now) {
  const rows = [];
  for (const { mark, before, after, who, action } of theirs) {
    const own = mine.find((change) => change.mark === mark);
    const head = (after || before).mention.text;
    const fields = changedFields(before, after, own && own.after);
    for (const field of fields) {
      const cells = [before, after, own ? own.after : now.get(mark)].map((one) => el("td", {}, say(field, one)));
      rows.push(el("tr", { className: own ? "both" : "" }, el("td", {}, `${who}: ${action}`), el("td", {}, head), el("td", {}, field), cells[0], cells[1], own ? cells[2] : el("td.dim", {}, "–")));
    }
  }
  if (!rows.length) rows.push(el("tr", {}, el("td", { colSpan: 6 }, "the document was marked as done, or opened again")));
  const head = ["who", "mention", "field", "was", "theirs", "yours"].map((name) => el("th", {}, name));
  return el("div.scroll", {}, el("table", {}, el("thead", {}, el("tr", {}, head)), el("tbody", {}, rows)));
}

function changedFields(before, after, own) {
  const names = ["status", "flag", "span", "label", "optional", ...FIELDS];
  return names.filter((name) => say(name, before) !== say(name, after) || (own && say(name, own) !== say(name, before)));
}
