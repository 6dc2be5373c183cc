// Asks how a job stands until it is over, then shows its page. Without script the page reloads itself.
const box = document.getElementById("job");
const bar = box.querySelector("progress");
const PAUSE_MS = 400, LONGEST_MS = 5000;

async function follow() {
  let pause = PAUSE_MS;
  for (;;) {
    await new Promise((done) => setTimeout(done, pause));
    try {
      const answer = await fetch(box.dataset.state, { headers: { Accept: "application/json" } });
      if (!answer.ok) { location.reload(); return; }
      const job = await answer.json();
      if (job.state === "done" || job.state === "failed") { location.reload(); return; }
      if (job.stage) box.querySelector("[data-stage]").textContent = job.stage;
      if (job.total) {
        bar.max = job.total;
        bar.value = job.done;
        box.querySelector("[data-count]").textContent = `${job.done} / ${job.total}`;
      } else bar.removeAttribute("value");
      pause = PAUSE_MS;
    } catch {
      pause = Math.min(LONGEST_MS, pause * 2); // offline: ask again later
    }
  }
}

follow();
