// A menu that was opened closes by Escape, or when the person goes on elsewhere.
const menus = [...document.querySelectorAll("details.efp-menu")];

function closeOthers(target) {
  for (const menu of menus) {
    if (!menu.contains(target)) menu.open = false;
  }
}

document.addEventListener("click", (event) => closeOthers(event.target));
document.addEventListener("focusin", (event) => closeOthers(event.target));
document.addEventListener("keydown", (event) => {
  const open = menus.find((menu) => menu.open);
  if (event.key !== "Escape" || !open) return;
  open.open = false;
  open.querySelector("summary").focus();
});
