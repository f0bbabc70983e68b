// Offsets: the server counts code points, strings of JavaScript count UTF-16 units. Converted here and nowhere else.

export class Offsets {
  constructor(text) {
    this.text = text;
    this.units = []; // where a character of two units begins, in units
    for (let at = 0; at < text.length; at++) {
      if (text.codePointAt(at) > 0xffff) this.units.push(at++);
    }
    this.length = text.length - this.units.length;
  }

  /** Units before the code point `point`. */
  toUnit(point) {
    return point + below(this.units, (unit, index) => unit - index < point);
  }

  /** Code points before `unit`; a place inside a pair counts as its beginning. */
  toPoint(unit) {
    return unit - below(this.units, (at) => at < unit);
  }

  slice(start, end) {
    return this.text.slice(this.toUnit(start), this.toUnit(end));
  }
}

/** How many of the sorted values, from the first, fulfil the condition. */
function below(values, holds) {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(values[middle], middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
