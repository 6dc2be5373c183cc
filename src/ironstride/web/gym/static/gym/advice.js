// Reads the advice tables the server made ahead, as `ironstride.strength.autoregulate.look_up` does.

// Gives what comes next after the sets of a lift done so far: {load_kg, reps, why, stop}.
export function lookUp(table, done, eased = false) {
  const work = done.filter((one) => one.kind !== "warmup" && one.reps != null);
  if (!work.length) return before(table, done.filter((one) => one.kind === "warmup"), eased);
  let failures = 0;
  for (const one of [...work].reverse()) {
    if (one.reps >= table.reps && !one.to_failure) break;
    failures += 1;
  }
  const last = work.at(-1);
  const row = table.after[nearest(table.loads, last.load_kg ?? 0)];
  const at = Math.min(Math.max(over(last, table.reps, table.rir) - table.least_over, 0), row.length - 1);
  const [load, reps, why] = row[at];
  const stop = failures >= table.failures;
  return { load_kg: table.loads[load], reps, why: stop ? "stop" : why, stop };
}

function before(table, warm, eased) {
  const start = Math.max(0, table.start - (eased ? 1 : 0));
  let asked = [start, table.reps, eased && start < table.start ? "heavy-day" : "planned"];
  for (const one of warm) {
    const at = nearest(table.warm_kg, one.load_kg ?? 0);
    if (at < 0 || one.rir == null || one.rir >= table.warm[at].length) continue;
    const cell = table.warm[at][Math.floor(one.rir)];
    if (cell[0] < asked[0]) asked = cell;
  }
  return { load_kg: table.loads[asked[0]], reps: asked[1], why: asked[2], stop: false };
}

function nearest(loads, kg) {
  let best = -1;
  loads.forEach((load, at) => { if (best < 0 || Math.abs(load - kg) < Math.abs(loads[best] - kg)) best = at; });
  return best;
}

function over(one, reps, rir) {
  if (one.to_failure) return Math.floor(one.reps - reps - rir);
  if (one.rir != null) return Math.floor(one.reps + one.rir - reps - rir);
  return one.reps >= reps ? one.reps - reps : Math.floor(one.reps - reps - rir);
}

// Says whether a lift fell so far below its planned load that the whole day is heavy; `share` comes with the pack.
export function isHeavyDay(plannedKg, done, share) {
  const lifted = done.filter((one) => one.kind !== "warmup" && one.load_kg != null);
  return Boolean(plannedKg && lifted.length) && lifted.at(-1).load_kg < plannedKg * (1 - share);
}
