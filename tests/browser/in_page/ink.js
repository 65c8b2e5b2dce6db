// What is left where colours are few, ink is dear, or nothing may move. Each function returns
// faults, as sentences.
(() => {
  const { POPUP, brief, quote, isAside, seen, textNodes } = window.reading;
  const NOT_FOR_PAPER = [
    "[hidden]", "details:not([open]) > :not(summary)", "nav", ".efp-header__actions", ".fr-btn",
    ".efp-captcha", ".fr-password__checkbox",
  ].join();
  const TICKED = "[type=checkbox], [type=radio]";
  const DRAWN = `.fr-btn, input:not([type=hidden]), select, textarea, progress, ${POPUP}`;

  function parts(colour) {
    const [red, green, blue, alpha = 1] = colour.match(/[\d.]+/g).map(Number);
    return { channels: [red, green, blue], alpha };
  }

  // Relative luminance: WCAG 2.2, glossary.
  function luminance(colour) {
    const [red, green, blue] = parts(colour).channels.map((channel) => channel / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }

  function ground(element) {
    for (let around = element; around; around = around.parentElement) {
      const { backgroundColor } = getComputedStyle(around);
      if (parts(backgroundColor).alpha > 0) return backgroundColor;
    }
    return "rgb(255, 255, 255)";
  }

  // Paper is white, whether or not the printer spends ink on backgrounds.
  function lostOnPaper() {
    return textNodes().flatMap((node) => {
      const words = quote(node);
      const holder = node.parentElement;
      if (isAside(holder)) return [];
      const isLeftOut = Boolean(holder.closest(NOT_FOR_PAPER));
      if (!holder.checkVisibility()) return isLeftOut ? [] : [`${words} is not printed`];
      if (isLeftOut) return [`${words} is of no use on paper`];
      if (luminance(ground(holder)) < 0.7) return [`${words} stands on a dark ground`];
      const contrast = 1.05 / (luminance(getComputedStyle(holder).color) + 0.05);
      return contrast < 4.5 ? [`${words} is too pale`] : [];
    });
  }

  const isDrawn = (style, edge) => style[`${edge}Style`] !== "none" && parseFloat(style[`${edge}Width`]) > 0;

  function hasContour(element) {
    const style = getComputedStyle(element);
    // A box to tick is drawn by the browser, where it is neither taken over nor made transparent.
    if (element.matches(TICKED)) return style.appearance !== "none" && style.opacity === "1";
    return ["outline", "borderTop", "borderBottom"].some((edge) => isDrawn(style, edge));
  }

  // Forced colours take shadows and backgrounds away: lines alone are left.
  function lostInFewColours() {
    const faults = seen(DRAWN).filter((element) => !hasContour(element))
      .map((element) => `${brief(element)} has no contour`);
    for (const element of seen("body *")) {
      for (const pseudo of ["::before", "::after"]) {
        const style = getComputedStyle(element, pseudo);
        if (style.content === "none" || style.maskImage === "none") continue;
        if (style.backgroundColor === ground(element)) faults.push(`${brief(element)} loses its icon`);
      }
    }
    return faults;
  }

  function moving() {
    return seen("html, body *").flatMap((element) => [null, "::before", "::after"]
      .map((pseudo) => getComputedStyle(element, pseudo))
      .filter((style) => style.animationName !== "none" || style.scrollBehavior === "smooth"
        || style.transitionDuration.split(", ").some((duration) => parseFloat(duration) > 0))
      .map(() => `${brief(element)} moves`));
  }

  window.ink = { lostOnPaper, lostInFewColours, moving };
})();
