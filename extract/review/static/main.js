// The page begins here: what the file is, the first document, the keys.

import { get } from "./api.js";
import { enqueue, openDocument } from "./actions.js";
import { byId, el, fill } from "./dom.js";
import { listen } from "./keys.js";
import { state } from "./state.js";
import { notice } from "./bar.js";

async function begin() {
  state.file = await get("file");
  document.title = `${state.file.file} – zhclaims review`;
  if (state.file.first === null) {
    fill(byId("text"), el("p.dim", {}, state.file.adjudicating ? "Nothing to adjudicate yet: no document has been finished by two who read it blind." : "No document is yours in this file."));
    return;
  }
  document.body.append(el("datalist", { id: "units" }, state.file.units.map((unit) => el("option", { value: unit }))));
  const wanted = Number(location.hash.slice(1));
  listen();
  await openDocument(location.hash && Number.isInteger(wanted) ? wanted : state.file.first).catch(() => openDocument(state.file.first));
  notice("? shows the keys, g the guide");
}

enqueue(begin);
