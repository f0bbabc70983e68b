// The fields of a mark in words, for tables that compare.

export const FIELDS = ["kind", "value", "low", "high", "relation", "unit", "change", "modality", "source", "cue", "via", "citation", "entity", "property", "time"];

/** A field of a mark (or of nothing) as it is shown. */
export function say(field, mark) {
  if (!mark) return "not marked";
  if (field === "status" || field === "flag") return String(mark[field]);
  return sayOf(field, mark.mention);
}

export function sayOf(field, mention) {
  const { source } = mention;
  if (field === "span" || field === "start") return `${mention.text ?? ""} (${mention.start}–${mention.end})`;
  if (field === "source") return source ? [source.text, source.name !== source.text && source.name && `= ${source.name}`, source.kind].filter(Boolean).join(" ") || "–" : "–";
  if (field === "cue" || field === "via") return source && source[field].length ? source[field].map((span) => span.text).join(" … ") : "–";
  if (field === "citation") return (source && source.citation) || "–";
  const value = mention[field];
  if (value === null || value === undefined || value === "") return "–";
  if (typeof value !== "object") return ["value", "low", "high"].includes(field) ? grouped(value) : String(value);
  return [value.text, value.edtf].filter(Boolean).join(" = ");
}

/** Digits in groups of three. */
export function grouped(digits) {
  if (digits === null || digits === undefined) return "";
  const [whole, rest] = String(digits).split(".");
  return whole.replace(/\B(?=(\d{3})+$)/g, ",") + (rest === undefined ? "" : `.${rest}`);
}

/** A large amount as it is spoken: 1.2万亿. Empty below ten thousand. */
export function spoken(digits) {
  const amount = Math.abs(Number(digits));
  const [size, word] = [[1e12, "万亿"], [1e8, "亿"], [1e4, "万"]].find(([least]) => amount >= least) || [];
  return size ? `${Number((Number(digits) / size).toPrecision(8))}${word}` : "";
}
