// Lays what this phone has logged over what the server holds. The server's own telling always wins in the end: an
// entry is laid over only until a telling arrives that has it in.

// Gives sessions by id. A set's `state`: saved, pending or rejected.
export function overlay(logged, records) {
  const sessions = new Map();
  for (const one of logged) {
    sessions.set(one.id, { ...one, state: "saved", sets: (one.sets ?? []).map((set) => ({ ...set, state: "saved" })) });
  }
  const undone = new Set(records.filter((one) => one.entry.do === "undo").map((one) => one.entry.undone));
  const living = records.filter((one) => one.entry.do !== "undo" && !undone.has(one.entry.entry));
  const gone = new Set(living.filter((one) => one.entry.do === "remove").map((one) => one.entry.id));
  const early = new Map();
  for (const { entry, state } of living) {
    if (entry.do === "session") begin(sessions, early, entry.session, shown(state));
    else if (entry.do === "set") lay(sessions, early, entry, shown(state));
  }
  for (const name of gone) sessions.delete(name);
  for (const one of sessions.values()) one.sets = one.sets.filter((set) => !gone.has(set.id));
  return sessions;
}

function shown(state) {
  return state === "acked" ? "saved" : state;
}

function begin(sessions, early, session, state) {
  const before = sessions.get(session.id);
  const sets = before?.sets ?? [];
  const known = new Set(sets.map((one) => one.id));
  const brought = (session.sets ?? []).filter((one) => !known.has(one.id)).map((one) => ({ ...one, state }));
  const waited = before ? [] : (early.get(session.id) ?? []);
  sessions.set(session.id, { ...session, state, sets: [...sets, ...brought, ...waited] });
}

function lay(sessions, early, entry, state) {
  const set = { ...entry.set, state };
  const session = sessions.get(entry.session);
  if (!session) {
    early.set(entry.session, [...(early.get(entry.session) ?? []).filter((one) => one.id !== set.id), set]);
    return;
  }
  const at = session.sets.findIndex((one) => one.id === set.id);
  if (at < 0) session.sets.push(set);
  else session.sets[at] = set;
}
