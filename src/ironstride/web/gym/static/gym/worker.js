// Keeps gym mode's own files, and gives them when there is no signal. What is anybody's is never kept here.

const CACHE = `ironstride-${VERSION}`;
const PATIENCE_MS = 3000;

self.addEventListener("install", (event) => {
  event.waitUntil(fill().then(() => self.skipWaiting()));
});

async function fill() {
  const cache = await caches.open(CACHE);
  const kept = [...FILES.map((file) => [file, "default"]), [SHELL, "reload"]];
  await Promise.all(kept.map(async ([address, how]) => {
    const answer = await fetch(address, { cache: how, credentials: "same-origin" });
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    await cache.put(address, answer);
  }));
}

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) if (name.startsWith("ironstride-") && name !== CACHE) await caches.delete(name);
    await self.clients.claim();
  })());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request, address.pathname === GYM));
  else if (FILES.includes(address.pathname + address.search)) event.respondWith(file(request));
});

async function file(request) {
  const kept = await caches.match(request, { cacheName: CACHE });
  return kept ?? fetch(request);
}

// The network first; in gym mode a network that takes too long is none.
async function page(request, isGym) {
  const answer = fetch(request);
  const late = isGym ? new Promise((done) => setTimeout(done, PATIENCE_MS)) : new Promise(() => {});
  try {
    const first = await Promise.race([answer, late]);
    if (first) return first;
    answer.catch(() => {});
  } catch { /* no signal */ }
  return (await caches.match(SHELL, { cacheName: CACHE })) ?? answer;
}
