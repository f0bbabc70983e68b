// The keys: one table, from which the help is drawn too.

import * as actions from "./actions.js";
import { enter } from "./card.js";
import { showDocuments, showFilter, showGuide, showHelp, showSearch } from "./dialogs.js";
import { readSelection, moveSelection } from "./text.js";
import { byId } from "./dom.js";
import { state } from "./state.js";

const LABELS = ["claim", "time", "ordinal", "identifier", "idiom", "indefinite", "citation"];

const keys = () => [
  ["Go", [
    ["j", "next mark", () => actions.step(1), "ArrowDown"],
    ["k", "mark before", () => actions.step(-1), "ArrowUp"],
    ["l", "least confident open mark of the file", actions.leastConfident],
    ["n", "next document", () => actions.stepDocument(1)],
    ["N", "document before", () => actions.stepDocument(-1)],
    ["i", "list of documents", showDocuments],
    ["f", "filter by label, confidence, rule, flag", showFilter],
    ["/", "search the texts", showSearch],
  ]],
  ["Decide", [
    ["a", "accept, and on to the next open mark", () => actions.accept(), "Enter"],
    ["x", "reject: no numeric mention at all", () => actions.reject()],
    ["o", "optional, or not", () => actions.toggleOptional()],
    ["q", "flag as questionable, or not", () => actions.toggleFlag()],
    ["A", "accept all that is open in the document", actions.acceptAll],
    ["d", "the document is done (again: open it)", actions.done],
    ["z", "undo (also Ctrl+Z)", () => actions.turn("undo")],
    ["Z", "redo (also Ctrl+Shift+Z, Ctrl+Y)", () => actions.turn("redo")],
  ]],
  ["Label", LABELS.map((label, index) => [String(index + 1), label, () => actions.setLabel(label)])],
  ["From the selected text", [
    ["m", "add a mention", actions.addMark],
    ["w", "the words of the mention", actions.setWords],
    ["s", "source", () => actions.setPart("source")],
    ["c", "cue of the source (adds)", () => actions.setPart("cue")],
    ["b", "by way of: a carrier (adds)", () => actions.setPart("via")],
    ["e", "entity", () => actions.setPart("entity")],
    ["p", "property", () => actions.setPart("property")],
    ["t", "time", () => actions.setPart("time")],
  ]],
  ["Without a mouse", [
    ["→", "a character on; with Shift stretch, with Alt by words", null],
    ["←", "a character back; the same", null],
    ["Esc", "drop the selection; leave a field", null],
    ["Del", "in a field of the card: empty it", null],
  ]],
  ["Fields", [
    ["v", "value and bounds", () => enter("value")],
    ["u", "unit", () => enter("unit")],
    ["y", "modality", () => enter("modality")],
    ["h", "change", () => enter("change")],
    ["r", "take the parser's reading", () => actions.takeReading()],
    ["g", "the guide, at the rules for the field", showGuide],
    ["?", "these keys", showHelp],
  ]],
];

const adjudication = () => ["Adjudicate", [
  ["[", "take the left annotator's", () => actions.takeSide("left")],
  ["]", "take the right annotator's", () => actions.takeSide("right")],
  ["a", "take what stands below: your own", () => actions.accept()],
]];

/** All keys in groups, for the help and for `press`: name, what it does, how, another name. */
export const keyGroups = () => (state.file.adjudicating ? [adjudication(), ...keys()] : keys());

/** What is opened at once, whatever is still being saved: what is typed next belongs to it. */
const AT_ONCE = new Set([showDocuments, showFilter, showHelp, showSearch]);

export function press(name) {
  for (const [, group] of keyGroups()) {
    for (const [key, , work, other] of group) if (work && (key === name || other === name)) return AT_ONCE.has(work) ? actions.attempt(work) : actions.enqueue(work);
  }
  return null;
}

export function listen() {
  document.addEventListener("keydown", onKey);
  document.addEventListener("selectionchange", () => {
    if (byId("dialog").open) return;
    const found = readSelection();
    if (found || !document.getSelection().rangeCount || inText(document.getSelection().focusNode)) state.selection = found;
  });
  byId("text").addEventListener("click", (event) => {
    const id = event.target.dataset.mark;
    if (id && !readSelection()) actions.enqueue(() => actions.focusMark(id));
  });
}

const inText = (node) => byId("text").contains(node);
const typing = (node) => node.matches("input, select, textarea");

function onKey(event) {
  if (byId("dialog").open) return;
  const name = nameOf(event);
  if (typing(event.target)) {
    if (event.key === "Escape" || (event.key === "Enter" && event.target.matches("select"))) event.target.blur();
    return;
  }
  if (name === "Escape") {
    actions.clearSelection();
    document.activeElement.blur();
    actions.focusField(null);
  } else if (name === "ArrowLeft" || name === "ArrowRight") {
    moveSelection(name === "ArrowRight" ? 1 : -1, event.shiftKey, event.altKey || event.ctrlKey);
  } else if ((event.key === "Enter" && event.target.matches("button")) || event.altKey) {
    return;
  } else if (!name || !press(name)) return;
  event.preventDefault();
}

/** The name of a key in the table; with an input method the key of the keyboard. Empty for keys that are the browser's. */
function nameOf(event) {
  const letter = event.key === "Process" && /^Key[A-Z]$/.test(event.code) ? event.code[3].toLowerCase() : event.key;
  if (!(event.ctrlKey || event.metaKey)) return letter;
  if (letter.toLowerCase() === "z") return event.shiftKey ? "Z" : "z";
  if (letter.toLowerCase() === "y") return "Z";
  return letter.startsWith("Arrow") && event.ctrlKey ? letter : "";
}
