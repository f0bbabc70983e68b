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
      differences(theirs, body.changes || []),
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

const SHOWN = 8; // changes to other marks that are shown

function differences(theirs, mine) {
  const own = new Map(mine.map((change) => [change.mark, change.after]));
  const both = theirs.filter((change) => own.has(change.mark)).flatMap((change) => rows(change, own.get(change.mark)));
  const others = theirs.filter((change) => !own.has(change.mark)).flatMap((change) => rows(change, undefined));
  const more = others.length > SHOWN ? [line(`and ${others.length - SHOWN} more changes to other marks`)] : [];
  const all = [...both, ...others.slice(0, SHOWN), ...more];
  const head = ["who", "mention", "field", "was", "theirs", "yours"].map((name) => el("th", {}, name));
  return el("div.scroll", {}, el("table", {}, el("thead", {}, el("tr", {}, head)), el("tbody", {}, all.length ? all : line("the document was marked as done, or opened again"))));
}

const line = (words) => el("tr", {}, el("td.dim", { colSpan: 6 }, words));

/** A row for each field that one of the two has changed; `own` is undefined where only the others did. */
function rows({ mark, before, after, who, action }, own) {
  return changedFields(before, after, own).map((field) => {
    const [was, theirs] = [before, after].map((one) => el("td", {}, say(field, one)));
    const yours = own === undefined ? el("td.dim", {}, "–") : el("td", {}, say(field, own));
    return el("tr", { className: own === undefined ? "" : "both" }, el("td", {}, `${who}: ${action}`), el("td", {}, (after || before || own).mention.text), el("td", {}, field), was, theirs, yours);
  });
}

function changedFields(before, after, own) {
  const names = ["status", "flag", "span", "label", "optional", ...FIELDS];
  return names.filter((name) => say(name, before) !== say(name, after) || (own && say(name, own) !== say(name, before)));
}
