// The rest timer. It is a stored moment, not a count: whatever the screen does, the moment stays where it is.

const FORGOTTEN_MS = 15 * 60_000;
let audio = null;
let beep = null;

// Gives a rest of so many seconds from now, or a hold.
export function newRest(seconds, now = Date.now(), kind = "rest") {
  return { ends: now + seconds * 1000, total: seconds, kind };
}

// Seconds left; below 0 when it is over, null when it ended long ago. A clock that was put back cannot make it longer.
export function left(rest, now = Date.now()) {
  if (!rest) return null;
  const ms = Math.min(rest.ends - now, rest.total * 1000);
  return ms < -FORGOTTEN_MS ? null : ms / 1000;
}

export function longer(rest, seconds, now = Date.now()) {
  const ends = Math.max(rest.ends, now) + seconds * 1000;
  return { ...rest, ends, total: Math.max(rest.total, (ends - now) / 1000) };
}

// Makes sound possible; browsers allow it only while a finger is on the screen.
export function unlockSound() {
  try {
    audio ??= new AudioContext();
    if (audio.state === "suspended") audio.resume();
  } catch { /* a device without sound */ }
}

// Lays two short tones on the audio clock, which goes on when the page's own timers are put to sleep.
export function layTones(seconds) {
  hush();
  if (!audio || seconds <= 0) return;
  const gain = audio.createGain();
  gain.connect(audio.destination);
  gain.gain.value = 0;
  const start = audio.currentTime + seconds;
  const tone = audio.createOscillator();
  tone.frequency.value = 880;
  tone.connect(gain);
  for (const at of [start, start + 0.35]) {
    gain.gain.setValueAtTime(0, at);
    gain.gain.linearRampToValueAtTime(0.4, at + 0.02);
    gain.gain.setValueAtTime(0.4, at + 0.18);
    gain.gain.linearRampToValueAtTime(0, at + 0.22);
  }
  tone.start();
  tone.stop(start + 0.8);
  beep = { tone, gain };
}

export function hush() {
  if (beep) {
    try { beep.tone.stop(); } catch { /* over already */ }
    beep.gain.disconnect();
  }
  beep = null;
}

export function buzz() {
  if (navigator.userActivation?.hasBeenActive !== false) navigator.vibrate?.([200, 100, 200]);
}

// Keeps the screen on while a session is under way, where the browser can; again after the page was away.
export function keepAwake(wanted) {
  let lock = null;
  const hold = async () => {
    if (!navigator.wakeLock || document.visibilityState !== "visible" || !wanted()) return;
    try {
      lock ??= await navigator.wakeLock.request("screen");
      lock.addEventListener("release", () => { lock = null; });
    } catch { /* a battery that is low refuses it */ }
  };
  document.addEventListener("visibilitychange", hold);
  return { hold, free: () => { lock?.release(); lock = null; } };
}
