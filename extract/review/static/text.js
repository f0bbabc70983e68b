// The text with its marks. A line of the text is an element, its pieces are flat spans, so that one line can be drawn anew.

import { byId, el, fill, visible } from "./dom.js";
import { focused, passes, state } from "./state.js";

export const PARTS = ["sentence", "entity", "property", "time", "source", "cue", "via"];
let lines = []; // {start, end, node}, in code points

export function drawText() {
  lines = [];
  let start = 0;
  for (const words of state.document.text.match(/[^\n]*\n|[^\n]+/g) || []) {
    const end = start + [...words].length;
    lines.push({ start, end, node: el("div.line") });
    start = end;
  }
  const within = new Map(lines.map((line) => [line, []]));
  for (const id of state.order) {
    const mark = state.marks.get(id);
    for (let at = lineOf(mark.mention.start); at < lines.length && lines[at].start < mark.mention.end; at++) within.get(lines[at]).push(mark);
  }
  for (const line of lines) drawLine(line, within.get(line));
  fill(byId("text"), lines.map((line) => line.node));
  byId("text").scrollTop = 0;
}

/** The index of the line that holds a place. */
function lineOf(point) {
  let low = 0;
  let high = lines.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (lines[middle].end > point) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Draw anew the lines that the spans touch. */
export function redraw(spans) {
  const touched = new Set();
  for (const { start, end } of spans) {
    for (let at = lineOf(start); at < lines.length && lines[at].start < end; at++) touched.add(lines[at]);
  }
  for (const line of touched) drawLine(line, state.order.map((id) => state.marks.get(id)).filter(({ mention }) => mention.start < line.end && line.start < mention.end));
  if (touched.size && state.selection) showSelection();
}

/** Every span that a mark draws: itself and its parts. */
export function spansOf(mark) {
  return mark ? [mark.mention, ...partsOf(mark).map(([, span]) => span)] : [];
}

function partsOf(mark) {
  const { sentence, entity, property, time, source } = mark.mention;
  const single = { sentence, entity, property, time, source: source && source.start !== null ? source : null };
  const found = Object.entries(single).filter(([, span]) => span);
  for (const name of ["cue", "via"]) for (const span of (source && source[name]) || []) found.push([name, span]);
  return found;
}

function drawLine(line, marks) {
  const near = ({ start, end }) => start < line.end && line.start < end;
  const at = focused();
  const parts = at && at.mention.label === "claim" ? partsOf(at).filter(([, span]) => near(span)) : [];
  const cuts = new Set([line.start, line.end]);
  for (const { start, end } of [...marks.map((mark) => mark.mention), ...parts.map(([, span]) => span)]) {
    if (start > line.start) cuts.add(start);
    if (end < line.end) cuts.add(end);
  }
  const places = [...cuts].sort((a, b) => a - b);
  fill(line.node, places.slice(1).map((end, index) => piece(places[index], end, marks, parts)));
}

function piece(start, end, marks, parts) {
  const words = visible(state.offsets.slice(start, end));
  const covers = (span) => span.start <= start && end <= span.end;
  const covering = marks.filter((mark) => covers(mark.mention));
  covering.sort((a, b) => (a.status === "rejected") - (b.status === "rejected") || length(a.mention) - length(b.mention));
  const names = parts.filter(([, span]) => covers(span)).map(([name]) => name);
  if (!covering.length && !names.length) return document.createTextNode(words);
  const node = el("span", {}, words);
  for (const name of names) node.classList.add(`part-${name}`);
  if (names.includes(state.field)) node.classList.add("here");
  const mark = covering[0];
  if (mark) {
    node.dataset.mark = mark.id;
    node.classList.add("mark", mark.mention.label, mark.status);
    if (mark.mention.start === start) node.classList.add("first");
    if (mark.mention.end === end) node.classList.add("last");
    if (mark.flag) node.classList.add("flag");
    if (mark.mention.optional) node.classList.add("optional");
    if (!passes(mark)) node.classList.add("dim");
    if (mark.id === state.focus) node.classList.add("focus");
  }
  return node;
}

const length = (span) => span.end - span.start;

export function scrollTo(mark) {
  const nodes = byId("text").querySelectorAll(".focus");
  if (mark && nodes.length) nodes[0].scrollIntoView({ block: "nearest" });
}

// Selection, in code points

/** The stretch that is selected in the text, or null. */
export function readSelection() {
  const selection = document.getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!byId("text").contains(range.commonAncestorContainer)) return null;
  const start = place(range.startContainer, range.startOffset);
  const end = place(range.endContainer, range.endOffset);
  return start < end ? { start, end } : null;
}

function place(node, offset) {
  const line = lines.find((one) => one.node === node || one.node.contains(node));
  if (!line) return lines.length && node.childNodes[offset] ? lines[offset].start : state.offsets.length;
  const range = document.createRange();
  range.setStart(line.node, 0);
  range.setEnd(node, offset);
  return state.offsets.toPoint(state.offsets.toUnit(line.start) + range.toString().length);
}

export function showSelection() {
  const { start, end } = state.selection;
  document.getSelection().setBaseAndExtent(...point(start, false), ...point(end, true));
}

/** The text node and unit of a place; at a border the node before it if `ending`. */
function point(at, ending) {
  const line = lines.find((one) => one.start <= at && (at < one.end || (ending && at === one.end))) || lines[lines.length - 1];
  let rest = state.offsets.toUnit(at) - state.offsets.toUnit(line.start);
  const walker = document.createTreeWalker(line.node, NodeFilter.SHOW_TEXT);
  let node = walker.nextNode();
  while (rest > node.length || (rest === node.length && !ending)) {
    const next = walker.nextNode();
    if (!next) break;
    rest -= node.length;
    node = next;
  }
  return [node, Math.min(rest, node.length)];
}

/** Move or stretch the selection by one character (or to the next word); it begins at the mark at hand. */
export function moveSelection(step, stretch, byWord) {
  const mark = focused();
  const total = state.offsets.length;
  if (!total) return;
  const now = state.selection || { start: (mark ? mark.mention.start : 0) - (step > 0 ? 1 : 0), end: (mark ? mark.mention.start : 0) + (step > 0 ? 0 : 1) };
  let { start, end } = now;
  if (stretch && state.selection) end = clamp(byWord ? word(end, step) : end + step, start + 1, total);
  else {
    start = clamp(byWord ? word(start, step) : start + step, 0, total - 1);
    end = start + 1;
  }
  state.selection = { start, end };
  showSelection();
  document.getSelection().focusNode.parentElement.scrollIntoView({ block: "nearest" });
}

const clamp = (value, low, high) => Math.max(low, Math.min(high, value));

/** The beginning of the next word, or of this one or the one before. */
function word(at, step) {
  const from = Math.max(0, at - 200);
  const points = [...state.offsets.slice(from, Math.min(state.offsets.length, at + 200))];
  const segments = new Intl.Segmenter("zh", { granularity: "word" }).segment(points.join(""));
  const starts = [];
  let count = from;
  for (const { segment } of segments) {
    starts.push(count);
    count += [...segment].length;
  }
  return step > 0 ? (starts.find((start) => start > at) ?? at + 1) : (starts.reverse().find((start) => start < at) ?? at - 1);
}
