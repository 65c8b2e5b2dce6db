// What a person finds on the page that is shown: for the scripts beside this one.
(() => {
  // What the menu opens covers the page by intent.
  const POPUP = ".efp-menu__panel";

  const brief = (element) => element.outerHTML.replace(/\s+/g, " ").slice(0, 80);
  const quote = (node) => `“${node.data.trim().slice(0, 40)}”`;
  const isSeen = (element) => element.checkVisibility({ visibilityProperty: true }) && !isAside(element);
  const seen = (selector) => [...document.querySelectorAll(selector)].filter(isSeen);

  // What is kept for screen readers is drawn in no place; a skip link waits outside the page.
  function isAside(element) {
    if (element.closest(".fr-skiplinks:not(:focus-within)")) return true;
    for (let around = element; around; around = around.parentElement) {
      const style = getComputedStyle(around);
      if (style.clip.startsWith("rect") || style.clipPath.startsWith("inset(50%")) return true;
    }
    return false;
  }

  function textNodes() {
    const nodes = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) if (walker.currentNode.data.trim()) nodes.push(walker.currentNode);
    return nodes;
  }

  window.reading = { POPUP, brief, quote, isAside, isSeen, seen, textNodes };
})();
