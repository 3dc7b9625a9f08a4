/* Pages for a time without a network. The network comes first, so that nobody reads an old warning while a new one can
   be had; only what it does not answer comes from the store, with a note that says so. Nothing is stored until a page
   asks for its language (assets/javascripts/offline.js), whose files and revisions are in an offline.json of its own. */

// In milliseconds. On the slowest phone networks (0.8 s a round trip) an answer begins after four round trips, 3.2 s;
// where none has begun by then, none may come, and the reader is worried.
const PATIENCE = 4000;
const REVISION = "X-Revision";

// A new worker replaces an old or broken one at once, in every open tab.
addEventListener("install", () => skipWaiting());
addEventListener("activate", event => event.waitUntil(clients.claim()));
addEventListener("message", event => event.waitUntil(renew(event.data)));
addEventListener("fetch", event => {
  const { method, url } = event.request;
  if (method === "GET" && url.startsWith(registration.scope)) event.respondWith(answer(event));
});

// Addresses that show the same file: without the words searched for, and a folder's page by its name.
function plain(url) {
  const { origin, pathname } = new URL(url);
  return origin + pathname.replace(/\/$/, "/index.html");
}

// Each language has a store, named by its address. For an address outside of them: the one that the reader has.
async function nameOfStore(url) {
  const names = (await caches.keys()).filter(name => name.startsWith(registration.scope));
  return names.sort((a, b) => b.length - a.length).find(name => url.startsWith(name)) ?? names[0];
}

// Opening a store would make one that the reader just removed; the lock keeps a removal from coming in between.
const open = name => navigator.locks.request("stores", async () => (await caches.has(name)) && caches.open(name));

async function answer(event) {
  const { request } = event, url = plain(request.url), isPage = request.mode === "navigate";
  const stored = caches.match(url);
  // A page is always asked for anew; if it did not change, the answer is short.
  const network = fetch(request, isPage ? { cache: "no-cache" } : {});
  const late = new Promise(show => setTimeout(async () => (await stored) && show(stored), PATIENCE));
  const response = await Promise.race([network, late]).catch(() => Response.error());
  const failed = response.type === "error" || response.status >= 500;
  if (failed) return (await stored) || (isPage && (await standIn(url))) || response;
  if (!isPage && response.ok && !(await stored)) event.waitUntil(keepUsed(url, response.clone()));
  return response;
}

// For a page that is not stored, one in the reader's language that leads to those that are.
const standIn = async url => caches.match(`${await nameOfStore(url)}503.html`);

// What a page fetched (for the search, once it was used) is kept beside the pages.
async function keepUsed(url, response) {
  const store = await open(await nameOfStore(url));
  if (store) await put(store, url, response);
}

async function put(store, url, response, revision = "", note = "") {
  const headers = { "Content-Type": response.headers.get("Content-Type"), [REVISION]: revision };
  // A stored page says that it is one, and when it was reviewed: the first date in it. Where there is none, it says nothing.
  const mark = page => {
    const [reviewed] = page.match(/<time.*?<\/time>/) ?? [];
    return reviewed ? page.replace("<h1", heading => note.replace("%s", reviewed) + heading) : page;
  };
  await store.put(url, new Response(url.endsWith(".html") ? mark(await response.text()) : response.body, { headers }));
}

async function fetchAndPut(store, url, revision, note) {
  const response = await fetch(url, { cache: "no-cache", priority: "low" });
  if (response.ok) await put(store, url, response, revision, note);
  if (response.status === 404) await store.delete(url);
}

// Bring the store of a language up to date, a file at a time; what is interrupted goes on when the next page is read.
async function renew(language) {
  const store = await open(language);
  if (!store) return;
  const { note, files } = await (await fetch(`${language}offline.json`, { cache: "no-cache" })).json();
  const unlisted = new Set((await store.keys()).map(({ url }) => url));
  let changed = false;
  for (const [file, revision] of Object.entries(files)) {
    const { href } = new URL(file, language);
    unlisted.delete(href);
    if ((await store.match(href))?.headers.get(REVISION) === revision) continue;
    await fetchAndPut(store, href, revision, note);
    changed = true;
  }
  // What was kept because it was used changes with the pages, or is gone.
  if (changed) for (const url of unlisted) await fetchAndPut(store, url);
}
