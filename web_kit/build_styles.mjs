// Builds web_kit/static/dist/efp.css: the DSFR components that our pages use, then our own sheets.
// What makes a page look like the State's own (Marianne, bloc-marque) is left out: see README.

import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import postcss from "postcss";

const HERE = dirname(fileURLToPath(import.meta.url));
const DSFR = resolve(HERE, "../node_modules/@gouvfr/dsfr");
const OWN = join(HERE, "static/css");
const OUT = join(HERE, "static/dist");

const COMPONENTS = [
  "link", "button", "form", "input", "password", "checkbox", "alert", "badge", "callout", "notice",
  "tile", "skiplink",
];
const ICONS = { "refresh-line": "system/refresh-line", "volume-up-line": "media/volume-up-line" };
const UNWANTED = new RegExp(
  [
    "\\.fr-logo|\\.fr-artwork", // the State's drawings
    "data-fr-(js|capslock|scrolling)|\\.fr-(collaps|modal|placement)", // needs the State's script
    "\\.fr-notice--(weather|witness|kidnapping|attack|cyberattack)", // alerts of the State
    "--(green|blue-(ecume|cumulus)|purple|pink|yellow|orange|brown)-", // twenty-odd accent colours
    "\\.fr-(fi|display|displayed|responsive|ratio|transition|enlarge-button|raw-link)\\b",
    "\\.fr-(segmented|range|pagination|search|upload|tags?|cell)\\b",
    "\\.fr-[mp][tblrxy]?-(first|n?\\d+v|n\\d|sm|lg|xl|1\\dw)",
  ].join("|"),
);
const NOTICE = "/*! Holds parts of DSFR 1.14.4, MIT: see DSFR-LICENSE.md beside this file. */";
const DARK = /(:root)?\[data-fr-theme=dark\]/;

function readSheet(path) {
  const root = postcss.parse(readFileSync(path, "utf8"), { from: path });
  root.walkComments((comment) => comment.remove());
  root.walkAtRules(/^(charset|font-face)$/, (rule) => rule.remove());
  root.walkRules(dropUnwantedSelectors);
  root.walkRules(DARK, followSystemScheme);
  root.walkDecls((declaration) => cleanDeclaration(declaration, dirname(path)));
  return root;
}

function dropUnwantedSelectors(rule) {
  const kept = rule.selectors.filter((selector) => !UNWANTED.test(selector));
  if (kept.length === 0) rule.remove();
  else rule.selectors = kept;
}

// The design system switches schemes by script; the browser's own preference needs none. Paper is
// white for everybody.
function followSystemScheme(rule) {
  const media = postcss.atRule({ name: "media", params: "screen and (prefers-color-scheme: dark)" });
  rule.selectors = rule.selectors.map((selector) => selector.replace(DARK, ":root"));
  rule.replaceWith(media);
  media.append(rule);
}

function cleanDeclaration(declaration, folder) {
  if (declaration.prop.startsWith("-webkit-mask")) return declaration.remove();
  if (/Marianne|Spectral/.test(declaration.value)) declaration.value = "var(--font-family)";
  declaration.value = declaration.value.replaceAll("%23000091", "%23161616"); // the State's blue
  declaration.value = declaration.value.replace(/url\("?(\.\.?\/[^")]+\.svg)"?\)/g, (_, file) =>
    inlineImage(resolve(folder, file)),
  );
}

function inlineImage(path) {
  const image = readFileSync(path, "utf8").replace(/\s+/g, " ").replaceAll('"', "'").trim();
  return `url("data:image/svg+xml,${image.replace(/[%#<>{}]/g, encodeURIComponent)}")`;
}

function iconRules() {
  return Object.entries(ICONS).map(([name, file]) => {
    const mask = inlineImage(join(DSFR, "dist/icons", `${file}.svg`));
    return `.fr-icon-${name}::before,.fr-icon-${name}::after{mask-image:${mask}}`;
  });
}

// A property that our themes set anew, the State's blue first of all, is theirs alone.
function dropRedefinedProperties(root, ownRoots) {
  const own = new Set();
  for (const sheet of ownRoots) {
    sheet.walkRules(":root", (rule) => rule.walkDecls(/^--/, ({ prop }) => own.add(prop)));
  }
  root.walkDecls(/^--/, (declaration) => {
    if (own.has(declaration.prop)) declaration.remove();
  });
}

// Most of the design system's colours serve nobody here. Dropping some may free others.
function dropUnusedProperties(root) {
  const used = new Set();
  const collect = (text) => [...text.matchAll(/var\((--[\w-]+)/g)].forEach(([, name]) => used.add(name));
  root.walkDecls((declaration) => collect(declaration.value));
  let dropped = 0;
  root.walkDecls(/^--/, (declaration) => {
    if (used.has(declaration.prop)) return;
    declaration.remove();
    dropped += 1;
  });
  if (dropped > 0) dropUnusedProperties(root);
}

function minified(root) {
  root.walkRules((rule) => {
    if (rule.nodes.length === 0) rule.remove();
  });
  root.walk((node) => {
    Object.assign(node.raws, { before: "", between: node.type === "decl" ? ":" : "", after: "" });
    if (node.type === "rule") node.selector = node.selectors.join(",");
    node.raws.semicolon = false;
  });
  root.raws.after = "";
  return root.toString();
}

const dsfrSheets = [
  "core/core.main.css",
  "scheme/scheme.css",
  ...COMPONENTS.map((name) => `component/${name}/${name}.main.css`),
  "core/core.print.css",
].map((name) => readSheet(join(DSFR, "dist", name)));
const ownSheets = readdirSync(OWN).sort().map((name) => readSheet(join(OWN, name)));
for (const sheet of dsfrSheets) dropRedefinedProperties(sheet, ownSheets);
const all = postcss.root();
for (const sheet of [...dsfrSheets, postcss.parse(iconRules().join("")), ...ownSheets]) {
  all.append(sheet.nodes);
}
dropUnusedProperties(all);
rmSync(OUT, { recursive: true, force: true });
mkdirSync(OUT, { recursive: true });
writeFileSync(join(OUT, "efp.css"), `${NOTICE}\n${minified(all)}`);
cpSync(join(DSFR, "LICENSE.md"), join(OUT, "DSFR-LICENSE.md"));
