// Takes files and whole folders dropped anywhere on the page and says how far they are on their way. Without script the
// form sends what was chosen.
const form = document.getElementById("drop");
const choose = form.querySelector("input[type=file]");
const bar = form.querySelector("progress");
const line = form.querySelector("[data-line]");
const words = form.dataset;
const MOST = Number(words.most);

function say(text) { line.textContent = text; }

/** Read a dropped folder to its leaves; browsers give its entries in portions. */
async function leaves(entry, into) {
  if (into.length > MOST || entry.name.startsWith(".")) return;
  if (entry.isFile) into.push(await new Promise((done, fail) => entry.file(done, fail)));
  else {
    const reader = entry.createReader();
    for (;;) {
      const some = await new Promise((done, fail) => reader.readEntries(done, fail));
      if (!some.length) return;
      for (const one of some) await leaves(one, into);
    }
  }
}

async function dropped(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (!entries.length) return [...transfer.files];
  const files = [];
  for (const entry of entries) await leaves(entry, files);
  return files;
}

function send(files) {
  if (!files.length) { say(words.none); return; }
  if (files.length > MOST) { say(words.many); return; }
  const body = new FormData(form);
  body.delete("files");
  for (const file of files) body.append("files", file, file.name);
  const asked = new XMLHttpRequest();
  asked.open("POST", form.action);
  asked.upload.addEventListener("progress", (event) => { bar.max = event.total; bar.value = event.loaded; });
  asked.addEventListener("load", () => {
    if (asked.status === 200) location.assign(asked.responseURL);
    else stopped(problem(asked));
  });
  asked.addEventListener("error", () => stopped(words.offline));
  bar.hidden = false;
  form.inert = true;
  say(words.sending.replace("{n}", files.length));
  asked.send(body);
}

function problem(asked) {
  try { return JSON.parse(asked.responseText).problem; } catch { return words.failed; }
}

function stopped(text) {
  form.inert = false;
  bar.hidden = true;
  say(text);
}

form.addEventListener("submit", (event) => { event.preventDefault(); send([...choose.files]); });

const folder = form.querySelector("[data-folder]");
folder.hidden = false;
folder.addEventListener("click", () => {
  const input = Object.assign(document.createElement("input"), { type: "file", webkitdirectory: true });
  input.addEventListener("change", () => send([...input.files]));
  input.click();
});

addEventListener("dragover", (event) => {
  if (!event.dataTransfer.types.includes("Files")) return;
  event.preventDefault();
  form.classList.add("over");
});
for (const end of ["dragleave", "dragend"]) {
  addEventListener(end, (event) => { if (!event.relatedTarget) form.classList.remove("over"); });
}
addEventListener("drop", async (event) => {
  if (!event.dataTransfer.types.includes("Files")) return;
  event.preventDefault();
  form.classList.remove("over");
  try { send(await dropped(event.dataTransfer)); } catch { say(words.failed); }
});
