// What the page knows: the file, the open document with its marks, which mark is at hand, the filter, the selection.

import { Offsets } from "./offsets.js";

export const state = {
  file: null, // the answer of /api/file
  document: null, // the answer of /api/documents/N without the marks
  offsets: null,
  marks: new Map(), // by id
  order: [], // ids by place
  focus: null, // the id of the mark at hand
  field: null, // the field of the card at hand
  selection: null, // {start, end} in code points
  filter: {},
  readings: new Map(), // "start-end" → what the parser reads there
};

export const EMPTY = { label: "", rule: "", status: "", flag: false, above: "", below: "" };

export function setDocument(answer) {
  const { marks, ...rest } = answer;
  state.document = rest;
  state.offsets = new Offsets(rest.text);
  state.marks = new Map(marks.map((mark) => [mark.id, whole(mark)]));
  state.readings.clear();
  state.focus = state.field = state.selection = null;
  sort();
}

/** A mark with its proposal, which the server leaves out where it is what the mark still says; null without one. */
const whole = (mark) => ({ ...mark, proposed: mark.proposed === true ? mark.mention : mark.proposed || null });

/** Take over what an action made: changed marks, marks that are gone, version, undo, progress. */
export function update(answer) {
  for (const mark of answer.marks) state.marks.set(mark.id, whole(mark));
  for (const id of answer.gone || []) state.marks.delete(id);
  for (const name of ["version", "done", "undo", "redo", "progress"]) state.document[name] = answer[name];
  if (!state.marks.has(state.focus)) state.focus = null;
  sort();
}

function sort() {
  const marks = [...state.marks.values()];
  marks.sort((a, b) => a.mention.start - b.mention.start || a.mention.end - b.mention.end);
  state.order = marks.map((mark) => mark.id);
}

export const focused = () => state.marks.get(state.focus) || null;

export const filtering = () => Object.values(state.filter).some((value) => value !== "" && value !== false && value !== undefined);

/** Whether a mark passes the filter, as the server judges it for the whole file. */
export function passes(mark) {
  const { label, rule, status, flag, above, below } = state.filter;
  const score = mark.score || {};
  if (label && mark.mention.label !== label) return false;
  if (status && mark.status !== status) return false;
  if (flag && !mark.flag) return false;
  if (rule && score.rule !== rule && !(score.rule || "").startsWith(`${rule}.`)) return false;
  if (above && !(score.confidence >= Number(above))) return false;
  return !below || (score.confidence !== null && score.confidence !== undefined && score.confidence < Number(below));
}

/** The next mark of the document in a direction that passes the filter and the condition; null at the end. */
export function nextMark(step, holds = () => true) {
  const at = state.order.indexOf(state.focus);
  const from = at < 0 && step < 0 ? state.order.length : at;
  for (let index = from + step; index >= 0 && index < state.order.length; index += step) {
    const mark = state.marks.get(state.order[index]);
    if (passes(mark) && holds(mark)) return mark;
  }
  return null;
}
