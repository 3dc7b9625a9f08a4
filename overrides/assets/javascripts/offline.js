/* Asks sw.js to store the pages of the reader's language, for a time without a network: after the first touch or key, with
   which this script comes, when the page is idle, and never for a reader who saves data or said no on the about page. */
{
  const CHOICE = "offline";
  const worker = new URL("../../sw.js", document.currentScript.src), site = new URL(".", worker).href;
  // English stands at the root, every other language in a folder of its own.
  const { lang } = document.documentElement, language = lang === "en" ? site : `${site}${lang}/`;
  const savesData = navigator.connection?.saveData || matchMedia("(prefers-reduced-data: reduce)").matches;
  const wanted = () => (localStorage.getItem(CHOICE) ?? (savesData ? "no" : "yes")) === "yes";

  // The store is made and removed here, and only filled by the worker: it cannot bring back what the reader removed.
  const store = async () => {
    await navigator.serviceWorker.register(worker, { updateViaCache: "none" });
    const { active } = await navigator.serviceWorker.ready;
    await caches.open(language);
    active.postMessage(language);
  };

  const remove = async () => {
    const registration = await navigator.serviceWorker.getRegistration(site);
    await registration?.unregister();
    await navigator.locks.request("stores", async () => {
      for (const name of await caches.keys()) if (name.startsWith(site)) await caches.delete(name);
    });
  };

  // One step after the other. Where there is no network, or a browser forbids to store, the page reads as it is.
  let steps = Promise.resolve();
  const then = step => { steps = steps.then(step).catch(() => {}); };

  // The words stand on the about page, in its language; here they get a box to tick or clear.
  const offer = place => {
    const label = document.createElement("label"), box = document.createElement("input");
    box.type = "checkbox";
    box.checked = wanted();
    box.addEventListener("change", () => {
      localStorage.setItem(CHOICE, box.checked ? "yes" : "no");
      then(box.checked ? store : remove);
    });
    label.append(box, ...place.childNodes);
    place.append(label);
    place.hidden = false;
  };

  if ("serviceWorker" in navigator && location.protocol !== "file:") {
    document.querySelectorAll(".stored-pages").forEach(offer);
    (self.requestIdleCallback ?? setTimeout)(() => then(() => wanted() && store()));
  }
}
