/* What a reader meets on the page at hand, measured in the browser. tests/test_accessibility.py calls `reader.…`. */
globalThis.reader = (() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const text = node => (node.textContent || "").replace(/\s+/g, " ").trim();
  const say = node => `<${node.localName} ${node.id || node.getAttribute("class") || ""}> ${node.getAttribute("aria-label") || text(node).slice(0, 50)}`;
  const shown = node => node.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const remember = make => { const kept = new Map(); return node => { if (!kept.has(node)) kept.set(node, make(node)); return kept.get(node); }; };

  /* The nearest part that stays where it is while the page scrolls: the header, the main pages, an open panel. */
  const pinnedPart = () => {
    const of = remember(node => !(node instanceof Element) ? null :
      ["fixed", "sticky"].includes(getComputedStyle(node).position) ? node : of(node.parentElement));
    return of;
  };

  /* What a node's ancestors let through, as [left, top, right, bottom]: of those that scroll, or of those that do not. */
  const frames = scrolls => {
    const of = remember(node => {
      if (!node || node === document.body) return [-Infinity, -Infinity, Infinity, Infinity];
      let [left, top, right, bottom] = of(node.parentElement);
      const { overflowX, overflowY, clipPath } = getComputedStyle(node), box = node.getBoundingClientRect();
      const applies = overflow => overflow !== "visible" && scrolls === ["auto", "scroll"].includes(overflow);
      if (clipPath !== "none") return [0, 0, 0, 0];
      if (applies(overflowX)) [left, right] = [Math.max(left, box.left), Math.min(right, box.right)];
      if (applies(overflowY)) [top, bottom] = [Math.max(top, box.top), Math.min(bottom, box.bottom)];
      return [left, top, right, bottom];
    });
    return of;
  };

  const meet = (box, [left, top, right, bottom]) => ({
    left: Math.max(left, box.left), top: Math.max(top, box.top), right: Math.min(right, box.right), bottom: Math.min(bottom, box.bottom),
  });
  const empty = box => box.right - box.left <= 1 || box.bottom - box.top <= 1;

  /* Every line of text that can be seen or scrolled to: { left, top, right, bottom, node, cut }. */
  const lines = () => {
    const found = [], hard = frames(false), soft = frames(true), visible = remember(shown), range = document.createRange();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode, parent = node.parentElement;
      if (!node.data.trim() || parent.closest("script, style, template, title, desc") || !visible(parent)) continue;
      range.selectNodeContents(node);
      for (const box of range.getClientRects()) {
        const kept = meet(box, hard(parent)), seen = meet(kept, soft(parent));
        // What is cut off on all sides is expected for screen readers alone.
        if (empty(kept)) continue;
        const cut = kept.right - kept.left < box.width - 2 || kept.bottom - kept.top < box.height - 2 || kept.left < -1 || kept.right > innerWidth + 1;
        if (cut || !empty(seen)) found.push({ ...seen, node, cut });
      }
    }
    return found;
  };

  /* Texts that lie on each other. Letters reach over their line a little; half a line is no accident. */
  const overlaps = seen => {
    const pinned = pinnedPart(), found = [];
    const sorted = seen.filter(line => !pinned(line.node.parentElement)).sort((a, b) => a.top - b.top);
    sorted.forEach((a, at) => {
      for (let next = at + 1; next < sorted.length && sorted[next].top < a.bottom; next++) {
        const b = sorted[next];
        const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left), high = Math.min(a.bottom, b.bottom) - b.top;
        if (a.node !== b.node && wide > 2 && high > Math.min(a.bottom - a.top, b.bottom - b.top) / 2)
          found.push(`overlap: ${text(a.node).slice(0, 40)} | ${text(b.node).slice(0, 40)}`);
      }
    });
    return found;
  };

  /* How much of the window's height stays covered while the page scrolls. */
  const covered = () => {
    const pinned = pinnedPart(), parts = [...new Set(all("body *").filter(shown).map(pinned))].filter(part => part && !pinned(part.parentElement));
    return parts.map(part => part.getBoundingClientRect()).filter(box => box.width > innerWidth / 2)
      .reduce((sum, box) => sum + Math.max(0, Math.min(box.bottom, innerHeight) - Math.max(box.top, 0)), 0);
  };

  /* Where the keyboard goes, in the order of the source. */
  const stops = () => all("a[href], button, input, select, textarea, summary, [tabindex], [contenteditable]").filter(node =>
    node.tabIndex >= 0 && !node.disabled && node.checkVisibility({ visibilityProperty: true }));

  /* All that can tell focus: of the element, and of the shapes of a link in a drawing. */
  const look = node => [node, ...all("path, rect", node)].map(part => {
    const { outlineStyle, outlineWidth, outlineColor, boxShadow, stroke, strokeWidth } = getComputedStyle(part);
    return [outlineStyle === "none" ? "" : outlineStyle + outlineWidth + outlineColor, boxShadow, stroke, strokeWidth].join();
  }).join("|");

  let walk, expected, end;
  const step = () => {
    const node = document.activeElement, last = walk.at(-1);
    // Told only now, when it has lost focus: did anything tell that it had it?
    if (last && last.node !== node && last.look === look(last.node)) last.faults.push("focus is not seen");
    if (node === document.body || last?.node === node || last?.node === end) return;
    const faults = [], pinned = pinnedPart();
    const boxes = [node, ...all("path, rect", node)].flatMap(part => [...part.getClientRects()]).filter(box => box.width > 1 && box.height > 1);
    const top = Math.min(...boxes.map(box => box.top)), bottom = Math.max(...boxes.map(box => box.bottom));
    if (!boxes.length || !shown(node)) faults.push("is invisible");
    // A field for text comes into sight as far as its line does.
    else if (Math.min(bottom, innerHeight) - Math.max(top, 0) < 0.5 * Math.min(bottom - top, innerHeight)) faults.push(`is outside the window (${Math.round(top)} to ${Math.round(bottom)} of ${innerHeight})`);
    const hits = boxes.flatMap(({ left, top, right, bottom }) => [[(left + right) / 2, (top + bottom) / 2], [left + 2, top + 2], [right - 2, bottom - 2]])
      .map(([x, y]) => document.elementFromPoint(x, y)).filter(Boolean);
    if (hits.some(hit => pinned(hit) && !pinned(hit).contains(node))) faults.push(`is hidden under what stays in place (${Math.round(top)} to ${Math.round(bottom)} of ${innerHeight})`);
    if (boxes.length && !hits.some(hit => node.contains(hit) || hit.contains(node))) faults.push("is covered");
    walk.push({ node, look: look(node), faults });
  };

  return {
    stops: () => stops().length,

    /* Text as laid out now: what is cut off, what lies on something else, what makes the page scroll sideways. */
    layout() {
      const seen = lines(), wide = document.documentElement.scrollWidth;
      const cut = seen.filter(line => line.cut).map(line => `cut off: ${say(line.node.parentElement)}`);
      return [...new Set([...(wide > innerWidth ? [`scrolls sideways: ${wide} px`] : []), ...cut, ...overlaps(seen)])];
    },

    covered,

    /* Main targets that a finger could miss. */
    small(selector, least) {
      return all(selector).filter(shown).filter(node => {
        const after = getComputedStyle(node, "::after");
        const box = (after.position === "absolute" && after.inset === "0px" ? node.offsetParent : node).getBoundingClientRect();
        return Math.round(box.width) < least || Math.round(box.height) < least;
      }).map(node => { const box = node.getBoundingClientRect(); return `${say(node)} is ${Math.round(box.width)} × ${Math.round(box.height)} px`; });
    },

    /* Movement of more than a hundredth of a second. */
    moving() {
      const long = times => times.split(",").some(time => parseFloat(time) * (time.includes("ms") ? 0.001 : 1) > 0.01);
      return all("body, body *").filter(node => [null, "::before", "::after"].some(part => {
        const { transitionDuration, transitionProperty, animationName, animationDuration, scrollBehavior } = getComputedStyle(node, part);
        return transitionProperty !== "none" && long(transitionDuration) || animationName !== "none" && long(animationDuration) || scrollBehavior === "smooth";
      })).map(say);
    },

    /* The reader's own styles over the page's; without an argument they go again. */
    wear(css = "") {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      document.adoptedStyleSheets = [sheet];
    },

    bare(off) { for (const sheet of document.styleSheets) sheet.disabled = off; },

    /* Watch the keyboard go through the page, `back` from its end; a stop is judged at the next key. */
    walk(back) {
      walk = [];
      expected = back ? stops().reverse() : stops();
      end = expected.at(-1);
      addEventListener("keydown", step, true);
    },

    /* Whether the keyboard has been everywhere. */
    done: () => walk.at(-1)?.node === end,

    /* What went wrong on the way. */
    walked() {
      step();
      removeEventListener("keydown", step, true);
      const went = walk.map(stop => stop.node);
      const odd = [
        ...walk.flatMap(({ node, faults }) => faults.map(fault => `${say(node)} ${fault}`)),
        ...expected.filter(node => !went.includes(node) && node.type !== "radio").map(node => `${say(node)} is not reached`),
        ...went.filter((node, at) => went.indexOf(node) < at).map(node => `${say(node)} is reached twice`),
      ];
      const order = went.filter(node => expected.includes(node)), wanted = expected.filter(node => went.includes(node));
      const wrong = order.findIndex((node, at) => node !== wanted[at]);
      return wrong < 0 ? odd : [...odd, `${say(order[wrong])} comes out of order`];
    },
  };
})();
