// The line above the text (where we are, how far, what is filtered) and the line below it (what was said, what is saved).

import { byId, el, fill, key } from "./dom.js";
import { filtering, state } from "./state.js";
import { press } from "./keys.js";

export function drawBar() {
  const { document: doc, file } = state;
  const { documents, done, marks, decided, session } = doc.progress;
  const here = [...state.marks.values()];
  const open = here.filter((mark) => mark.status === "open").length;
  const hours = (Date.now() - Date.parse(file.started)) / 3_600_000;
  const rate = hours > 1 / 60 ? `, ${Math.round(session / hours)} an hour` : "";
  const bar = el("progress", { max: Math.max(1, marks), value: decided, title: "marks decided in the file" });
  fill(
    byId("bar"),
    el("div.place", {}, button("N", "‹", "the document before"), button("n", "›", "the next document"), el("b", {}, doc.id), el("span.dim.about", {}, [doc.meta.published, doc.meta.outlet].filter(Boolean).join(" ")), el("span.title", { title: doc.title }, doc.title)),
    el("div.state", { className: doc.done ? "state finished" : "state" }, doc.done ? "done" : open ? `${open} of ${here.length} open` : "all decided"),
    el("div.progress", {}, bar, el("span", {}, `${decided}/${marks} marks · ${done}/${documents} docs · session ${session}${rate}`)),
    el("div.who", { title: file.file }, file.adjudicating ? `${file.annotator} adjudicates` : file.annotator),
    el("div.tools", {}, button("i", "documents"), button("f", filtering() ? "filter ●" : "filter"), button("/", "search"), button("g", "guide"), button("?", "keys")),
  );
}

const button = (name, words, title = "") => el("button.plain", { title, onclick: () => press(name) }, words.length > 1 ? key(name) : null, words.length > 1 ? ` ${words}` : words);

let fading;

export function notice(words, wrong = false) {
  const line = byId("notice");
  line.textContent = words;
  line.className = wrong ? "wrong" : "";
  clearTimeout(fading);
  if (!wrong) fading = setTimeout(() => (line.textContent = ""), 8000);
}

export function saved(words, wrong = false) {
  byId("saved").textContent = words;
  byId("saved").className = wrong ? "wrong" : "";
}
