// Whether everything on the page has its place. Each function returns faults, as sentences.
(() => {
  const { POPUP, brief, quote, isSeen, seen, textNodes } = window.reading;
  const STOPS = "a[href], button, input:not([type=hidden]), select, textarea, summary";
  const BOXES = "input:not([type=hidden], [type=checkbox], [type=radio]), select, textarea, img, audio, progress";
  const PRESSED = "button, summary, select, textarea, .fr-btn, input:not([type=hidden], [type=checkbox])";

  // Each line of each text, without the space that its letters leave above and below them.
  function lines() {
    const range = document.createRange();
    return textNodes().filter((node) => isSeen(node.parentElement)).flatMap((node) => {
      range.selectNodeContents(node);
      return [...range.getClientRects()].filter((box) => box.width > 1).map((box) => ({
        words: quote(node), node, holder: node.parentElement, left: box.left, right: box.right,
        top: box.top + box.height / 4, bottom: box.bottom - box.height / 4,
      }));
    });
  }

  function boxes() {
    return seen(BOXES).map((holder) => {
      const { left, right, top, bottom } = holder.getBoundingClientRect();
      return { words: brief(holder), node: holder, holder, left, right, top, bottom };
    });
  }

  const isInside = (line, frame) =>
    line.left >= frame.left - 1 && line.right <= frame.right + 1
    && line.top >= frame.top - 1 && line.bottom <= frame.bottom + 1;

  // Whether what does not fit into an element is cut off, or spills over its edge.
  function hasEdges(style) {
    return style.display !== "inline" && (style.overflow !== "visible"
      || style.backgroundColor !== "rgba(0, 0, 0, 0)"
      || parseFloat(style.borderLeftWidth) + parseFloat(style.borderBottomWidth) > 0);
  }

  function frameThatCuts(line) {
    for (let around = line.holder; around !== document.body; around = around.parentElement) {
      const style = getComputedStyle(around);
      if (hasEdges(style) && !isInside(line, around.getBoundingClientRect())) return around;
      if (style.position === "absolute") return null;
    }
    return null;
  }

  function cutTexts() {
    const width = document.documentElement.clientWidth;
    const faults = document.documentElement.scrollWidth > width ? ["wider than the screen"] : [];
    for (const line of lines()) {
      const frame = frameThatCuts(line);
      if (frame) faults.push(`${line.words} does not fit into ${brief(frame)}`);
      if (line.left < -1 || line.right > width + 1) faults.push(`${line.words} leaves the screen`);
    }
    return faults;
  }

  function overlaps() {
    const things = [...lines(), ...boxes()];
    const meet = (one, other) => one.node !== other.node
      && one.holder.closest(POPUP) === other.holder.closest(POPUP)
      && Math.min(one.right, other.right) - Math.max(one.left, other.left) > 1
      && Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 1;
    return things.flatMap((one, index) => things.slice(index + 1)
      .filter((other) => meet(one, other))
      .map((other) => `${one.words} and ${other.words} lie on each other`));
  }

  // Tab follows the source of the page: what is seen must follow it too (WCAG 2.2, 2.4.3).
  function disorder() {
    const places = seen(STOPS).map((stop) => ({ stop, ...stop.getBoundingClientRect().toJSON() }));
    return places.slice(1).flatMap((after, index) => {
      const before = places[index];
      const isBack = after.bottom <= before.top && after.left < before.right;
      const share = (around) => before.stop.closest(around) === after.stop.closest(around);
      // The design system puts "Afficher" above the password, which comes first.
      const isPassword = before.stop.closest(".fr-password") && share(".fr-password");
      if (!isBack || isPassword || !share(POPUP)) return [];
      return [`${brief(after.stop)} stands above what comes before it`];
    });
  }

  // 44 pixels: WCAG 2.2, 2.5.5.
  function smallTargets() {
    return seen(PRESSED).flatMap((control) => {
      const { width, height } = control.getBoundingClientRect();
      if (Math.round(Math.min(width, height)) >= 44) return [];
      return [`${brief(control)} is ${width} by ${height}`];
    });
  }

  window.room = { cutTexts, overlaps, disorder, smallTargets };
})();
