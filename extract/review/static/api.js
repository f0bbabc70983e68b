// Requests to the server of the page. A refusal is thrown as Refused, with what the server said.

export class Refused extends Error {
  constructor(status, answer) {
    super(answer.error || `the server answered ${status}`);
    this.status = status;
    this.answer = answer;
  }
}

async function ask(path, options) {
  let response;
  try {
    response = await fetch(path, { credentials: "same-origin", cache: "no-store", ...options });
  } catch {
    throw new Refused(0, { error: "the server does not answer" });
  }
  if (response.status === 403) throw new Refused(403, { error: "this page is of an earlier run: open the address that zhclaims review has printed" });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refused(response.status, answer);
  return answer;
}

export function get(path, query = {}) {
  const given = Object.entries(query).filter(([, value]) => value !== "" && value !== null && value !== undefined && value !== false);
  return ask(`/api/${path}?${new URLSearchParams(given)}`, {});
}

export function post(path, body) {
  const headers = { "content-type": "application/json", "x-zhclaims": "1" };
  return ask(`/api/${path}`, { method: "POST", headers, body: JSON.stringify(body) });
}
