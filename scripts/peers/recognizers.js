// Recognizers-Text (JavaScript): runs in a folder of its own. Texts as JSON lines on stdin, what it finds on stdout.
const suite = require(process.argv[2] + '/node_modules/@microsoft/recognizers-text-suite');
const models = ['Number', 'Percentage', 'Currency', 'Dimension', 'Age', 'Temperature', 'DateTime'];

// UTF-16 units of JavaScript → code points.
function places(text) {
  const out = [];
  let n = 0;
  for (const char of text) { for (let i = 0; i < char.length; i++) out.push(n); n++; }
  out.push(n);
  return out;
}

function found(text) {
  const out = [];
  const at = places(text);
  for (const name of models) {
    let results = [];
    try { results = suite['recognize' + name](text, suite.Culture.Chinese); } catch (error) { console.error(name + ': ' + error); }
    for (const r of results) out.push({ start: at[r.start], end: at[r.end + 1], type: r.typeName, resolution: r.resolution });
  }
  return out;
}

const seconds = (used) => (used.user + used.system) / 1e6;

found('三吨');
for (const line of require('fs').readFileSync(0, 'utf8').split('\n').filter(Boolean)) {
  const document = JSON.parse(line);
  const began = process.cpuUsage();
  const results = found(document.text);
  console.log(JSON.stringify({ id: document.id, seconds: seconds(process.cpuUsage(began)), found: results }));
}
