// Keeps what gym mode needs in IndexedDB: the pack, what is not sent yet, and how a session stands on this phone.
// Entries go in with strict durability: what a promise here has answered is on the phone's disk.

const NAME = "ironstride";
const VERSION = 1;
const memory = new Map();
let opening = null;

export function available() {
  return open().then((base) => base !== null);
}

function open() {
  opening ??= new Promise((done) => {
    if (!globalThis.indexedDB) return done(null);
    const asked = indexedDB.open(NAME, VERSION);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("kept");
      asked.result.createObjectStore("entries", { keyPath: "order", autoIncrement: true });
    };
    asked.onerror = () => done(null);
    asked.onblocked = () => done(null);
    asked.onsuccess = () => {
      const base = asked.result;
      base.onversionchange = () => { base.close(); opening = null; };
      base.onclose = () => { opening = null; };
      done(base);
    };
  });
  return opening;
}

function answer(request) {
  return new Promise((done, fail) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
  });
}

async function within(stores, mode, work) {
  const base = await open();
  if (base === null) return work(null);
  const tx = base.transaction(stores, mode, mode === "readwrite" ? { durability: "strict" } : {});
  const over = new Promise((done, fail) => {
    tx.oncomplete = () => done();
    tx.onabort = tx.onerror = () => fail(tx.error ?? new Error("the phone’s storage refused it"));
  });
  over.catch(() => {}); // told below, once what it was for is over
  const result = await work(tx);
  await over;
  return result;
}

export function get(key) {
  return within(["kept"], "readonly", (tx) => (tx ? answer(tx.objectStore("kept").get(key)) : memory.get(key)));
}

export function put(key, value) {
  return within(["kept"], "readwrite", (tx) => {
    if (tx) tx.objectStore("kept").put(value, key);
    else memory.set(key, value);
  });
}

// Reads a value, changes it and writes it back in one transaction; `change` gets undefined where nothing was kept.
export function update(key, change) {
  return within(["kept"], "readwrite", async (tx) => {
    const store = tx?.objectStore("kept");
    const value = change(store ? await answer(store.get(key)) : memory.get(key));
    if (store) store.put(value, key);
    else memory.set(key, value);
    return value;
  });
}

export function remove(key) {
  return within(["kept"], "readwrite", (tx) => {
    if (tx) tx.objectStore("kept").delete(key);
    else memory.delete(key);
  });
}

export async function keys() {
  return within(["kept"], "readonly", (tx) => (tx ? answer(tx.objectStore("kept").getAllKeys()) : [...memory.keys()]));
}

// Adds log entries with this device's id and count, all or none; returns them as kept.
export function addEntries(account, entries) {
  return within(["kept", "entries"], "readwrite", async (tx) => {
    const kept = tx?.objectStore("kept");
    const device = (kept ? await answer(kept.get("device")) : memory.get("device")) ?? newDevice();
    const records = entries.map((entry) => {
      device.count += 1;
      const made = { ...entry, entry: newId(), device: device.id, count: device.count, at: nowText() };
      return { account, entry: made, state: "pending", seq: null, why: "" };
    });
    if (!tx) {
      memory.set("device", device);
      memory.set("entries", [...(memory.get("entries") ?? []), ...records.map((one) => ({ ...one, order: one.entry.count }))]);
      return records;
    }
    kept.put(device, "device");
    for (const one of records) one.order = await answer(tx.objectStore("entries").add(one));
    return records;
  });
}

export function allEntries() {
  return within(["entries"], "readonly", (tx) => (tx ? answer(tx.objectStore("entries").getAll()) : [...(memory.get("entries") ?? [])]));
}

// Writes changed entries back, and deletes those of the orders given.
export function settleEntries(changed, gone = []) {
  return within(["entries"], "readwrite", (tx) => {
    if (tx) {
      const store = tx.objectStore("entries");
      for (const one of changed) store.put(one);
      for (const order of gone) store.delete(order);
      return;
    }
    const byOrder = new Map((memory.get("entries") ?? []).map((one) => [one.order, one]));
    for (const one of changed) byOrder.set(one.order, one);
    for (const order of gone) byOrder.delete(order);
    memory.set("entries", [...byOrder.values()]);
  });
}

// Gives this device's id; a fresh one where there is none.
export async function deviceId() {
  const device = await update("device", (known) => known ?? newDevice());
  return device.id;
}

// Forgets everything but what waits to be sent, which stays until its account logs in again.
export async function forget() {
  const gone = (await allEntries()).filter((one) => one.state === "acked").map((one) => one.order);
  await settleEntries([], gone);
  for (const key of await keys()) await remove(key);
}

export function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function newDevice() {
  return { id: `phone-${newId().slice(0, 8)}`, count: 0 };
}

// The time as this device's clock has it, with its offset from UTC.
export function nowText(now = new Date()) {
  const offset = -now.getTimezoneOffset();
  const local = new Date(now.getTime() + offset * 60_000).toISOString().slice(0, 19);
  const two = (value) => String(Math.floor(value)).padStart(2, "0");
  return `${local}${offset < 0 ? "-" : "+"}${two(Math.abs(offset) / 60)}:${two(Math.abs(offset) % 60)}`;
}
