// The stops of the Tab key, from the first to the last: `begin`, then `arrive` after each press,
// until it returns null; then `end`. Faults are sentences.
(() => {
  const { brief } = window.reading;
  const STOPS = "a[href], button, input:not([type=hidden], [type=radio]), select, textarea, summary, audio[controls], [tabindex='0']";
  let passed = [];

  // Where a stop is seen: a box that is ticked may be drawn by its label.
  const shape = (stop) => (stop.type === "checkbox" || stop.type === "radio" ? stop.labels[0] : stop);

  function isOutlined(stop) {
    const styles = [getComputedStyle(stop), getComputedStyle(shape(stop), "::before")];
    // The browser's own player marks the part that has the focus.
    return stop.tagName === "AUDIO" || styles.some(({ outlineStyle, outlineWidth }) =>
      outlineStyle !== "none" && parseFloat(outlineWidth) > 0);
  }

  // Some part of it shows: WCAG 2.2, 2.4.11.
  function isUncovered(stop) {
    const { left, right, top, bottom } = shape(stop).getBoundingClientRect();
    return [0.1, 0.5, 0.9].some((down) => [0.1, 0.5, 0.9].some((along) => {
      const hit = document.elementFromPoint(left + (right - left) * along, top + (bottom - top) * down);
      return hit && (shape(stop).contains(hit) || stop.contains(hit));
    }));
  }

  const follows = (before, after) =>
    Boolean(before.compareDocumentPosition(after) & Node.DOCUMENT_POSITION_FOLLOWING);

  window.stops = {
    begin() {
      passed = [];
      document.body.tabIndex = -1;
      document.body.focus();
    },

    arrive() {
      const stop = document.activeElement;
      const before = passed.at(-1);
      if (stop === document.body || stop === passed[0]) return null;
      if (stop === before) return []; // another button of the browser's own player
      passed.push(stop);
      const faults = [];
      if (!isOutlined(stop)) faults.push(`the focus is not seen on ${brief(stop)}`);
      if (!isUncovered(stop)) faults.push(`something covers ${brief(stop)}`);
      if (before && !follows(before, stop)) faults.push(`Tab goes back to ${brief(stop)}`);
      return faults;
    },

    end() {
      document.body.removeAttribute("tabindex");
      return [...document.querySelectorAll(STOPS)]
        .filter((stop) => stop.checkVisibility({ visibilityProperty: true }) && stop.tabIndex >= 0)
        .filter((stop) => !passed.includes(stop))
        .map((stop) => `Tab does not come to ${brief(stop)}`);
    },
  };
})();
