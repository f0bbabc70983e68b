// What opens over the page: keys, guide, documents, filter, search. Escape closes it.

import { get } from "./api.js";
import { enqueue, focusMark, openDocument, setFilter } from "./actions.js";
import { section } from "./card.js";
import { byId, el, fill, key } from "./dom.js";
import { keyGroups } from "./keys.js";
import { EMPTY, state } from "./state.js";
import { showSelection } from "./text.js";

function show(name, ...content) {
  const dialog = byId("dialog");
  dialog.className = name;
  fill(dialog, el("button.plain.close", { onclick: () => dialog.close(), "aria-label": "close" }, key("Esc")), content);
  dialog.showModal();
  dialog.querySelector("input, select")?.focus();
}

const close = () => byId("dialog").close();

export function showHelp() {
  const group = ([title, keys]) => el("section", {}, el("h3", {}, title), el("dl", {}, keys.map(([name, words, , other]) => [el("dt", {}, key(name), other ? [" ", key(other.replace("Arrow", "").replace("Down", "↓").replace("Up", "↑"))] : null), el("dd", {}, words)])));
  show("help", el("h2", {}, "Keys"), el("div.columns", {}, keyGroups().map(group)), legend());
}

function legend() {
  const parts = ["source", "cue", "via", "entity", "property", "time"].map((name) => el("span", { className: `part-${name}` }, name));
  const states = ["open", "accepted", "rejected"].map((name) => el("span", { className: `mark claim first last ${name}` }, name));
  return el("p.legend", {}, "In the text: ", states, " · of the claim at hand: ", parts);
}

// The guide

let guide = null;

export async function showGuide() {
  guide ??= await get("guide");
  const nodes = guide.map(block);
  show("guide", nodes);
  const wanted = nodes.find((node) => node.tagName === "H2" && node.textContent.startsWith(`${section()}.`));
  if (wanted) wanted.scrollIntoView({ block: "start" });
}

const runs = (given) => given.map(([style, words]) => (style ? el(style, {}, words) : words));

function block(one) {
  if (one.kind === "table") {
    const [head, ...body] = one.rows;
    return el("div.scroll", {}, el("table", {}, el("thead", {}, el("tr", {}, head.map((cell) => el("th", {}, runs(cell))))), el("tbody", {}, body.map((cells) => el("tr", {}, cells.map((cell) => el("td", {}, runs(cell))))))));
  }
  if (one.kind === "heading") return el(`h${one.level}`, {}, runs(one.runs));
  return el(one.kind === "item" ? "p.item" : "p", {}, runs(one.runs));
}

// Documents

export function showDocuments() {
  const list = el("div.list");
  const input = el("input", { placeholder: "id or title", "aria-label": "id or title", autocomplete: "off", oninput: () => later(() => load(list, input.value)) });
  show("documents", el("h2", {}, "Documents"), input, list);
  return load(list, "");
}

async function load(list, words, after = -1) {
  const found = await get("documents", { words, after });
  if (after < 0) list.replaceChildren();
  list.append(...found.map((one) => entry(one)));
  if (found.length === 200) {
    const more = el("button.plain", { onclick: () => more.remove() || load(list, words, found.at(-1).position) }, "more");
    list.append(more);
  } else if (!list.childNodes.length) list.append(el("p.dim", {}, "no document"));
}

function entry(one) {
  const counts = one.done ? "done" : `${one.marks - one.open}/${one.marks}`;
  const go = () => {
    close();
    enqueue(() => openDocument(one.position));
  };
  return el("button.entry", { className: one.position === state.document.position ? "entry here" : "entry", onclick: go }, el("b", {}, one.id), el("span.title", {}, one.title), el("span.dim", {}, `${one.characters.toLocaleString()} characters`), el("span", { className: one.done ? "verdict accepted" : "dim" }, counts));
}

let waiting;
function later(work) {
  clearTimeout(waiting);
  waiting = setTimeout(work, 150);
}

// Search

export function showSearch() {
  const list = el("div.list");
  const input = el("input", { placeholder: "words of the text", "aria-label": "words of the text", autocomplete: "off", oninput: () => later(() => find(list, input.value)) });
  show("documents", el("h2", {}, "Search the texts"), input, list);
}

async function find(list, words) {
  if (!words) return list.replaceChildren();
  const here = state.document.text.indexOf(words);
  const found = await get("search", { words });
  const go = (one) => () => {
    close();
    enqueue(async () => {
      if (one.position !== state.document.position) await openDocument(one.position);
      select(one.start, [...words].length);
    });
  };
  const first = here >= 0 ? [{ ...state.document, start: state.offsets.toPoint(here) }] : [];
  const all = [...first, ...found.filter((one) => one.position !== state.document.position)];
  fill(list, all.map((one) => el("button.entry", { onclick: go(one) }, el("b", {}, one.id), el("span.title", {}, one.title), el("span.dim", {}, `from ${one.start}`))));
  if (!all.length) fill(list, el("p.dim", {}, "found nowhere"));
  return null;
}

/** Select a stretch and go to the mark that touches it. */
function select(start, length) {
  const touched = [...state.marks.values()].find(({ mention }) => mention.start < start + length && start < mention.end);
  if (touched) focusMark(touched.id);
  state.selection = { start, end: start + length };
  showSelection();
  document.getSelection().focusNode.parentElement.scrollIntoView({ block: "center" });
}

// Filter

export function showFilter() {
  const now = { ...EMPTY, ...state.filter };
  const option = (value, chosen, words = value) => el("option", { value, selected: value === chosen }, words || "any");
  const choose = (name, values) => el("select", { name, "aria-label": name }, option("", now[name]), values.map(([value, words]) => option(value, now[name], words)));
  const rules = [...new Set(state.file.rules.flatMap(([rule]) => [rule.split(".")[0], rule]))].sort();
  const share = (name) => el("input", { name, type: "number", min: 0, max: 1, step: 0.05, value: now[name], "aria-label": name });
  const form = el(
    "form",
    { onsubmit: (event) => event.preventDefault() || apply(new FormData(form)) },
    el("label", {}, el("span", {}, "label"), choose("label", state.file.choices.labels.map((label) => [label]))),
    el("label", {}, el("span", {}, "status"), choose("status", [["open"], ["accepted"], ["rejected"]])),
    el("label", {}, el("span", {}, "rule"), choose("rule", rules.map((rule) => [rule]))),
    el("label", {}, el("span", {}, "confidence from"), share("above"), " to below ", share("below")),
    el("label", {}, el("span", {}, "flagged only"), el("input", { type: "checkbox", name: "flag", checked: now.flag })),
    el("div.buttons", {}, el("button.plain", { type: "submit" }, key("Enter"), " filter"), el("button.plain", { type: "button", onclick: () => apply(new FormData()) }, "show all")),
  );
  show("filter", el("h2", {}, "Filter"), el("p.dim", {}, "j and k then go from mark to mark through the whole file."), form);
}

function apply(data) {
  const given = Object.fromEntries(data.entries());
  close();
  enqueue(() => setFilter({ ...given, flag: given.flag === "on" }));
}
