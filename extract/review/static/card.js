// The card of the mark at hand: what it says, where that stands in the text, and how to change it.

import { byId, el, fill, key } from "./dom.js";
import { clearPart, edit, enqueue, focusField, readingAt, rebound } from "./actions.js";
import { comparison } from "./adjudicate.js";
import { press } from "./keys.js";
import { focused, state } from "./state.js";
import { grouped, sayOf, spoken } from "./words.js";

const SECTION = { value: 3, bounds: 3, unit: 4, kind: 5, change: 5, modality: 5, source: 6, cue: 6, via: 6, citation: 6, entity: 7, property: 7, time: 7 };

/** The section of the guide with the rules for the field at hand. */
export const section = () => SECTION[state.field] || 1;

export function drawCard() {
  const restore = fieldAtHand();
  draw();
  restore();
}

/** Remember which control has the keyboard and what is typed in it; the function gives both back to a card drawn anew. */
function fieldAtHand() {
  const active = document.activeElement;
  const line = active && active.closest("#card [data-field]");
  if (!line) return () => {};
  const typed = active.matches("input") && active.value !== active.defaultValue ? active.value : null;
  const at = controls(line).indexOf(active);
  const { mark } = byId("card").dataset;
  return () => {
    const again = byId("card").querySelector(`[data-field="${line.dataset.field}"]`);
    if (!again || byId("card").dataset.mark !== mark) return;
    const control = at < 0 ? again : controls(again)[at];
    control?.focus();
    if (typed !== null && control) control.value = typed;
    else if (control?.select) control.select();
  };
}

const controls = (line) => [...line.querySelectorAll("input, select")];

function draw() {
  const mark = focused();
  if (!mark) return fill(byId("card"), el("p.dim", {}, "No mark is at hand. ", key("j"), " goes to the first; select words and ", key("m"), " adds one."));
  const claim = mark.mention.label === "claim";
  byId("card").dataset.mark = `${state.document.position} ${mark.id}`;
  fill(
    byId("card"),
    comparison(mark),
    head(mark),
    labels(mark),
    faults(mark),
    claim ? reading(mark) : null,
    claim ? el("div.fields", {}, el("div", {}, amounts(mark), choices(mark)), el("div", {}, parts(mark))) : null,
    buttons(mark),
  );
  if (claim) offer(mark);
  return null;
}

function head(mark) {
  const { rule, confidence, usable, source } = mark.score || {};
  const scores = [confidence, usable, source].map((score, index) => (score === null || score === undefined ? "" : `${["", "usable ", "source "][index]}${score.toFixed(2)}`));
  const origin = mark.score ? [rule || "given", ...scores.filter(Boolean)].join(" · ") : "added by an annotator";
  return el(
    "div.head",
    {},
    el("h2", {}, mark.mention.text),
    el("span.verdict", { className: `verdict ${mark.verdict}` }, mark.verdict),
    mark.flag ? el("span.verdict.flagged", {}, "flagged") : null,
    mark.mention.optional ? el("span.verdict.optional", {}, "optional") : null,
    el("div.origin.dim", { title: "what found it, and how sure" }, origin),
  );
}

function labels(mark) {
  const chip = (label, index) => {
    const chosen = label === mark.mention.label;
    return el("button.chip", { className: `chip ${label}${chosen ? " chosen" : ""}`, "aria-pressed": String(chosen), onclick: () => press(String(index + 1)) }, key(String(index + 1)), label);
  };
  return el("div.labels", { role: "group", "aria-label": "label" }, state.file.choices.labels.map(chip));
}

const faults = (mark) => (mark.faults.length ? el("ul.faults", { role: "alert" }, mark.faults.map(([field, reason]) => el("li", {}, `${field}: ${reason}`))) : null);

// The parser's reading

const reading = () => el("div.reading.dim", { id: "reading" }, "the parser reads …");

async function offer(mark) {
  const offers = await readingAt(mark.mention).catch(() => []);
  if (focused() !== mark || !byId("reading")) return;
  const best = offers[0];
  const names = ["value", "low", "high", "relation", "unit", "kind", "change"];
  if (!best) return fill(byId("reading"), "the parser reads no quantity here");
  const differs = names.some((name) => (best[name] ?? null) !== (mark.mention[name] ?? null)) || best.start !== mark.mention.start || best.end !== mark.mention.end;
  const amount = best.relation === ".." ? `${grouped(best.low)} .. ${grouped(best.high)}` : `${best.relation} ${grouped(best.value)}`;
  const bounds = best.relation !== ".." && best.relation !== "=" ? ` [${grouped(best.low) || "–"}, ${grouped(best.high) || "–"}]` : "";
  const said = `${best.text}: ${amount}${bounds} ${best.unit} ${best.kind}${best.change ? ` ${best.change}` : ""}`;
  fill(byId("reading"), differs ? el("button.plain", { onclick: () => press("r") }, key("r"), " take the parser's") : "as the parser reads it: ", ` ${said}`);
}

// Amount and unit

const SPANS = ["source", "cue", "via", "entity", "property", "time"];

const row = (field, hint, ...content) =>
  el("div.row", { "data-field": field, tabIndex: -1, onfocusin: () => focusField(field) }, el("label", hint ? { ...pressing(hint), title: SPANS.includes(field) ? "set it from the selected words" : "go to the field" } : {}, hint ? key(hint) : null, field), el("div.content", {}, content));

/** A press of the mouse or the finger as one of the key; the selection in the text stays. */
const pressing = (name) => ({ onpointerdown: (event) => event.preventDefault(), onclick: () => press(name) });

function amounts(mark) {
  const input = (name) => {
    const given = grouped(mark.mention[name]);
    return el("input", { id: `field-${name}`, defaultValue: given, inputMode: "decimal", autocomplete: "off", spellcheck: false, "aria-label": name, placeholder: name, ...committing(given, (value) => amount(mark, name, value)) });
  };
  const { value, low, high } = mark.mention;
  const relation = select("relation", mark, state.file.choices.relations, (chosen) => edit(rebound(mark.mention, { relation: chosen })));
  return [
    row("value", "v", relation, input("value"), el("span.spoken.dim", {}, spoken(value))),
    row("bounds", "", input("low"), el("span.dim", {}, "–"), input("high"), el("span.spoken.dim", {}, value === null ? [low, high].map(spoken).filter(Boolean).join(" – ") : "")),
    row("unit", "u", el("input", { id: "field-unit", defaultValue: mark.mention.unit || "", list: "units", autocomplete: "off", spellcheck: false, "aria-label": "unit", ...committing(mark.mention.unit || "", (unit) => edit({ unit: unit.trim() || null })) }), el("span.dim", {}, mark.mention.unit_text || "")),
  ];
}

function amount(mark, name, given) {
  const digits = given.replaceAll(",", "").trim() || null;
  return edit(name === "value" ? { value: digits, ...rebound(mark.mention, { value: digits }) } : { [name]: digits });
}

/** Handlers of an input: Enter or leaving it commits what has changed, Escape restores it. */
function committing(given, commit) {
  return {
    onkeydown: (event) => {
      if (event.key === "Escape") event.target.value = given;
      if (event.key === "Enter") event.target.blur();
    },
    onblur: (event) => {
      if (event.target.isConnected && event.target.value !== given) enqueue(() => commit(event.target.value));
    },
  };
}

function select(name, mark, values, commit = (value) => edit({ [name]: value || null })) {
  const options = values.map((value) => el("option", { value, selected: value === (mark.mention[name] ?? "") }, value || "–"));
  return el("select", { id: `field-${name}`, "aria-label": name, onchange: (event) => enqueue(() => commit(event.target.value)) }, options);
}

function choices(mark) {
  const { kinds, changes, modalities } = state.file.choices;
  return [
    row("kind", "", select("kind", mark, kinds), el("span.dim", {}, key("h"), " change"), select("change", mark, ["", ...changes])),
    row("modality", "y", select("modality", mark, modalities)),
  ];
}

// Spans

function parts(mark) {
  const { source, entity, property, time } = mark.mention;
  return [
    row("source", "s", source ? sourceControls(source) : el("span.dim", {}, "the author's own voice"), source ? clear("source") : null),
    source ? row("cue", "c", source.cue.map((span, index) => [chip(span.text), clear("cue", index)])) : null,
    source ? row("via", "b", source.via.length ? source.via.map((span, index) => carrier(source, span, index)) : el("span.dim", {}, "–")) : null,
    span("entity", "e", entity),
    span("property", "p", property),
    row("time", "t", time ? [chip(time.text), dated(time), clear("time")] : el("span.dim", {}, "–")),
  ];
}

const span = (field, hint, value) => row(field, hint, value ? [chip(value.text), clear(field)] : el("span.dim", {}, "–"));
const chip = (words) => el("span.words", {}, words);
const clear = (field, index) => el("button.clear", { title: `empty ${field}`, "aria-label": `empty ${field}`, onclick: () => enqueue(() => clearPart(field, index)) }, "×");

function dated(time) {
  const given = time.edtf || "";
  return el("input.edtf", { defaultValue: given, placeholder: "EDTF", title: "the date as EDTF: 2025-07, 2020/2023, 199X", "aria-label": "edtf", ...committing(given, (edtf) => edit({ time: { ...time, edtf: edtf.trim() || null } })) });
}

function sourceControls(source) {
  const name = source.name || "";
  const put = (changed) => edit({ source: { ...source, ...changed, accept: [] } });
  return [
    source.text ? chip(source.text) : null,
    source.text ? el("input", { defaultValue: name, title: "the fullest name that the document gives", "aria-label": "name", ...committing(name, (words) => put({ name: words.trim() || source.text })) }) : null,
    source.text ? kindOf(source, (kind) => put({ kind })) : null,
    source.citation ? el("span.words", { title: "citation" }, source.citation) : null,
  ];
}

function kindOf(given, put) {
  const options = ["", ...state.file.choices.source_kinds].map((kind) => el("option", { value: kind, selected: kind === (given.kind || "") }, kind || "–"));
  return el("select", { "aria-label": "kind of source", onchange: (event) => enqueue(() => put(event.target.value || null)) }, options);
}

function carrier(source, via, index) {
  const put = (changed) => edit({ source: { ...source, via: source.via.map((one, at) => (at === index ? { ...one, ...changed } : one)), accept: [] } });
  return el("div.carrier", {}, chip(via.text), el("input", { defaultValue: via.name, "aria-label": "name of the carrier", ...committing(via.name, (name) => put({ name: name.trim() || via.text })) }), kindOf(via, (kind) => put({ kind })), clear("via", index));
}

// Buttons and focus

function buttons(mark) {
  const names = [["a", state.file.adjudicating ? "own" : "accept"], ["x", "reject"], ["o", mark.mention.optional ? "not optional" : "optional"], ["q", mark.flag ? "unflag" : "flag"], ["m", "add"], ["w", "words"], ["z", "undo"], ["Z", "redo"], ["k", "before"], ["j", "next"], ["d", state.document.done ? "open again" : "done"]];
  const usable = { z: state.document.undo, Z: state.document.redo };
  const changes = mark.proposed && mark.status !== "rejected" ? changed(mark) : null;
  return [changes, el("div.buttons", {}, names.map(([name, words]) => el("button.plain", { disabled: name in usable && !usable[name], title: usable[name] || "", ...pressing(name) }, key(name), ` ${words}`)))];
}

/** What the annotator made of the proposal, field by field. */
function changed(mark) {
  const names = ["start", "label", "optional", "kind", "value", "low", "high", "relation", "unit", "change", "modality", "source", "cue", "via", "entity", "property", "time"];
  const found = names.filter((name) => sayOf(name, mark.proposed) !== sayOf(name, mark.mention));
  if (!found.length) return null;
  return el("details.changed", {}, el("summary", {}, `changed: ${found.map((name) => (name === "start" ? "words" : name)).join(", ")}`), found.map((name) => el("div", {}, `${name === "start" ? "words" : name} was ${sayOf(name, mark.proposed)}`)));
}

/** Put the keyboard into a field of the card, which is shown in the text. */
export function enter(field) {
  const line = byId("card").querySelector(`[data-field="${field === "change" ? "kind" : field}"]`);
  if (!line) return;
  const control = line.querySelector(`#field-${field}`) || line.querySelector("input, select");
  (SPANS.includes(field) ? line : control).focus();
  if (control && control.select && document.activeElement === control) control.select();
}

byId("card").addEventListener("keydown", (event) => {
  const line = event.target.closest("[data-field]");
  if (!line || event.target !== line) return;
  if (event.key === "Delete" || event.key === "Backspace") line.querySelector(".clear")?.click();
  else if (event.key === "Enter") line.querySelector("input, select")?.focus();
  else return;
  event.preventDefault();
  event.stopPropagation();
});
