// What an annotator does, as actions on the server. One after the other: a key pressed while one is being saved waits for it.

import { get, post, Refused } from "./api.js";
import { askConflict } from "./conflict.js";
import { drawCard } from "./card.js";
import { drawBar, notice, saved } from "./bar.js";
import { drawText, redraw, scrollTo, spansOf } from "./text.js";
import { EMPTY, filtering, focused, nextMark, setDocument, state, update } from "./state.js";

let last = Promise.resolve();

/** Do it when all before is done; what goes wrong is said, and nothing that was confirmed is lost. */
export function enqueue(work) {
  last = last.then(() => attempt(work));
  return last;
}

/** Do it now; what goes wrong is said. */
export async function attempt(work) {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    notice(error.message, true);
    if (error.status === 0 || error.status === 403) saved(`NOT SAVED: ${error.message}`, true);
  }
}

// Going about

export async function openDocument(position, mark) {
  if (state.file.adjudicating) await post(`documents/${position}/begin`, {});
  setDocument(await get(`documents/${position}`));
  drawText();
  drawBar();
  history.replaceState(null, "", `#${position}`);
  focusMark(mark || (nextMark(1, (one) => one.status === "open") || nextMark(1) || {}).id || null);
}

export function focusMark(id, field = null) {
  const before = spansOf(focused());
  const line = focused();
  state.focus = state.marks.has(id) ? id : null;
  state.field = field;
  redraw([...before, ...(line ? [line.mention] : []), ...spansOf(focused())]);
  drawCard();
  scrollTo(focused());
}

/** Show a field of the card in the text. */
export function focusField(field) {
  if (state.field === field) return;
  state.field = field;
  redraw(spansOf(focused()));
}

export async function step(direction) {
  const mark = nextMark(direction);
  if (mark) return focusMark(mark.id);
  if (!filtering()) return notice(direction > 0 ? "the last mark of this document: d when it is done, n for the next" : "the first mark of this document");
  const at = focused();
  const start = at ? at.mention.start : direction > 0 ? -1 : state.offsets.length;
  return goTo(await get("next", { ...state.filter, document: state.document.position, start, step: direction }), "no more marks pass the filter");
}

async function goTo(found, otherwise) {
  if (!found) return notice(otherwise);
  if (found.document === state.document.position) return focusMark(found.mark);
  return openDocument(found.document, found.mark);
}

export async function stepDocument(direction) {
  const position = direction > 0 ? state.document.next : state.document.previous;
  if (position === null) return notice(direction > 0 ? "this is the last document" : "this is the first document");
  return openDocument(position);
}

export async function leastConfident() {
  const query = { ...state.filter, order: "confidence", document: state.document.position, mark: state.focus };
  return goTo(await get("next", query), "no open mark with a confidence is left");
}

/** After a decision: the next open mark, in other documents only where a filter leads there. */
async function goOn() {
  const next = nextMark(1, (mark) => mark.status === "open");
  if (next) return focusMark(next.id);
  if (filtering()) return goTo(await get("next", { ...state.filter, status: "open", document: state.document.position, start: state.offsets.length }), "no more marks pass the filter");
  const left = [...state.marks.values()].filter((mark) => mark.status === "open").length;
  return notice(left ? `${left} open above: k goes back` : "all marks are decided: d when the document is done");
}

export function setFilter(filter) {
  state.filter = { ...EMPTY, ...filter };
  drawText();
  focusMark(state.focus);
  drawBar();
}

// Writing

/** Send an action and show what it made; a conflict asks what to do. True when it is saved. */
async function write(path, body) {
  const before = [...state.marks.values()];
  saved("saving …");
  let answer;
  try {
    answer = await post(`documents/${state.document.position}/${path}`, { base: state.document.version, ...body });
  } catch (error) {
    if (error.status !== 409 || !error.answer.marks) {
      saved("");
      throw error;
    }
    return settle(path, body, error.answer);
  }
  const changed = before.filter((mark) => answer.gone.includes(mark.id) || answer.marks.some((one) => one.id === mark.id));
  update(answer);
  redraw([...changed.flatMap(spansOf), ...answer.marks.flatMap(spansOf)]);
  drawBar();
  saved(`saved ${new Date(answer.event.at).toLocaleTimeString("en-GB")}, action ${answer.event.id}`);
  return answer;
}

/** Another has written: show both, and do what the annotator chooses. */
async function settle(path, body, answer) {
  saved("NOT SAVED: somebody else has changed this document", true);
  const mine = await askConflict(body, answer);
  state.marks = new Map();
  update({ ...answer, gone: [] });
  drawText();
  focusMark(state.focus);
  drawBar();
  if (mine) return write(path, body);
  saved("theirs is kept; your action was dropped");
  return null;
}

const plain = ({ status, flag, mention }) => ({ status, flag, mention });

async function change(mark, action, changed) {
  const after = { ...plain(mark), ...changed };
  const answer = await write("act", { action, changes: [{ mark: mark.id, after }] });
  if (answer) focusMark(state.focus, state.field);
  return answer;
}

/** Do it with the mark at hand, or say that there is none. */
const withMark = (work) => async (...given) => (focused() ? work(focused(), ...given) : notice("no mark is at hand: j goes to the first"));

export const accept = withMark(async (mark) => {
  const action = state.file.adjudicating ? "own" : "accept";
  if (mark.status === "accepted" || (await change(mark, action, { status: "accepted" }))) await goOn();
});

export const reject = withMark(async (mark) => {
  const own = mark.proposed === null && !state.file.adjudicating;
  if (mark.status === "rejected") return notice("it is rejected already; a accepts it");
  const answer = own ? await write("act", { action: "remove", changes: [{ mark: mark.id, after: null }] }) : await change(mark, "reject", { status: "rejected" });
  if (!answer) return null;
  if (own) focusMark(null);
  return goOn();
});

export const setLabel = withMark(async (mark, label) => {
  if (label === mark.mention.label && mark.status !== "rejected") return notice(`the label is ${label} already`);
  if (label !== "claim") {
    if (await change(mark, "label", { status: "accepted", mention: { ...mark.mention, label } })) await goOn();
    return null;
  }
  const proposed = mark.proposed && mark.proposed.label === "claim" ? mark.proposed : await bestReading(mark.mention);
  const { start, end } = mark.mention;
  await change(mark, "label", { status: "open", mention: { ...fresh(mark.mention), ...proposed, start, end, label } });
});

/** What a claim must state, before anything is known of it. */
const fresh = ({ start, end, optional }) => ({ start, end, label: "claim", optional, relation: "=", modality: "fact", kind: "count", unit: "1" });

export const edit = withMark(async (mark, changed, action = "edit") => {
  const status = mark.status === "rejected" ? "open" : mark.status;
  return change(mark, action, { status, mention: { ...mark.mention, ...changed } });
});

export const toggleOptional = withMark((mark) => edit({ optional: !mark.mention.optional }));
export const toggleFlag = withMark((mark) => change(mark, "flag", { flag: !mark.flag }));

export async function acceptAll() {
  const open = [...state.marks.values()].filter((mark) => mark.status === "open");
  if (!open.length) return notice("no mark is open here");
  const changes = open.map((mark) => ({ mark: mark.id, after: { ...plain(mark), status: "accepted" } }));
  if (await write("act", { action: "accept all", changes })) focusMark(state.focus);
  return notice(`${open.length} accepted; z takes it back`);
}

export async function done() {
  if (!(await write("act", { action: state.document.done ? "reopen" : "done", changes: [] }))) return null;
  if (!state.document.done) return notice("the document is open again");
  if (state.document.next === null) return notice("done; this was the last document");
  return stepDocument(1);
}

export async function turn(path) {
  const answer = await write(path, {});
  if (!answer) return;
  const ids = answer.marks.map((mark) => mark.id);
  focusMark(ids.includes(state.focus) || !ids.length ? state.focus : ids[0]);
  notice(`${path === "undo" ? "undone" : "done again"}: z undo, Z redo`);
}

// Spans from the selection

export async function readingAt({ start, end }) {
  const name = `${start}-${end}`;
  if (!state.readings.has(name)) state.readings.set(name, await get(`documents/${state.document.position}/reading`, { start, end }));
  return state.readings.get(name);
}

const bestReading = async (span) => (await readingAt(span))[0] || {};

export async function addMark() {
  const span = selected();
  if (!span) return notice("select the words of the mention first (mouse, or ← → and Shift), then m");
  const offer = (await readingAt(span)).find((one) => one.start === span.start && one.end === span.end) || {};
  const mention = { ...fresh(span), ...offer, ...span };
  const answer = await write("act", { action: "add", changes: [{ mark: "new", after: { status: "accepted", flag: false, mention } }] });
  if (!answer) return null;
  clearSelection();
  focusMark(answer.marks[0].id);
  return notice(offer.kind ? "added as the parser reads it" : "added; the parser reads no quantity here: fill in value and unit, or choose another label");
}

export function clearSelection() {
  state.selection = null;
  document.getSelection().removeAllRanges();
}

/** The words of the mention itself from the selection; value and unit stay until r takes the parser's reading. */
export const setWords = withMark(async () => {
  const span = selected();
  if (!span) return notice("select the words first, then w");
  if (await edit(span)) clearSelection();
  return null;
});

export const takeReading = withMark(async (mark) => {
  const offer = (await readingAt(mark.mention))[0];
  if (!offer) return notice("the parser reads no quantity here");
  const names = ["start", "end", "value", "low", "high", "relation", "unit", "unit_text", "kind", "change"];
  return edit(Object.fromEntries(names.map((name) => [name, offer[name]])));
});

/** Set entity, property, time or source, or add to cue or via, from the selection; without one the field is shown. */
export const setPart = withMark(async (mark, field) => {
  if (mark.mention.label !== "claim") return notice("only a claim has it: 1 makes the mention a claim");
  if (!state.selection) return import("./card.js").then((card) => card.enter(field));
  const span = selected();
  const changed = await part(mark, field, span);
  if (changed && (await edit(changed))) {
    clearSelection();
    focusField(field);
  }
  return null;
});

async function part(mark, field, span) {
  const source = mark.mention.source;
  if (field === "time") return { time: { ...span, ...(await get(`documents/${state.document.position}/time`, span)) } };
  if (field === "source") return { source: { ...credited(span), cue: source ? source.cue : [], via: source ? source.via : [], citation: source ? source.citation : null } };
  if (field === "cue" || field === "via") {
    if (!source) return notice("set the source first: s");
    const added = field === "cue" ? span : { ...span, name: words(span), kind: credited(span).kind };
    const all = [...source[field].filter((one) => one.end <= span.start || span.end <= one.start), added];
    return { source: { ...source, [field]: field === "cue" ? all.sort((a, b) => a.start - b.start) : all, accept: [] } };
  }
  return { [field]: span };
}

/** The selected stretch with its words, or null. */
const selected = () => state.selection && { ...state.selection, text: words(state.selection) };

const words = ({ start, end }) => state.offsets.slice(start, end);

/** A source at a span: name and kind as another claim of the document has them for the same words. */
function credited(span) {
  const said = words(span);
  const sources = [...state.marks.values()].map((mark) => mark.mention.source).filter(Boolean);
  const known = sources.flatMap((source) => [source, ...source.via]).find((one) => one.text === said || one.name === said) || {};
  return { ...span, name: known.name || said, kind: known.kind || "organisation", accept: [] };
}

export const clearPart = withMark(async (mark, field, index) => {
  const source = mark.mention.source;
  if (field !== "cue" && field !== "via") return edit({ [field]: null });
  return edit({ source: { ...source, [field]: source[field].filter((_, at) => at !== index), accept: [] } });
});

// Amounts

/** The bounds that go with a value and a relation (guide, section 3); null bounds of ~ stay as they are where they can. */
export function rebound(mention, changed) {
  const { value, low, high, relation } = { ...mention, ...changed };
  const kept = (bound) => (bound === mention.value && bound !== null ? value : bound);
  if (relation === "..") return { relation, value: null, low: low ?? mention.value, high };
  const stated = value ?? low ?? high;
  if (relation === "=") return { relation, value: stated, low: stated, high: stated };
  if (relation === "~") return { relation, value: stated, low: mention.relation === "~" ? kept(low) : null, high: mention.relation === "~" ? kept(high) : null };
  const upper = mention.relation[0] === ">" && high !== mention.value ? high : null;
  const lower = mention.relation[0] === "<" && low !== mention.value ? low : null;
  return relation[0] === ">" ? { relation, value: stated, low: stated, high: upper } : { relation, value: stated, low: lower, high: stated };
}

// Adjudication

/** Take the left or the right annotator's reading of the mark at hand; one that did not mark it means: rejected. */
export const takeSide = withMark(async (mark, side) => {
  const pair = state.document.compared && state.document.compared.pairs[mark.id];
  if (!pair) return notice("only one of you has seen this mark");
  const chosen = pair[side] || { ...plain(mark), status: "rejected" };
  if (await change(mark, side, { status: chosen.status, mention: chosen.mention })) await goOn();
  return null;
});
