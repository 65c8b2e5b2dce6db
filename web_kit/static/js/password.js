// "Afficher" needs this script, so the box is hidden until it runs.
for (const box of document.querySelectorAll("[data-shows-password]")) {
  const input = document.getElementById(box.dataset.showsPassword);
  box.closest("[hidden]").hidden = false;
  box.addEventListener("change", () => {
    input.type = box.checked ? "text" : "password";
  });
  // A password left readable would be kept in the browser's list of form entries.
  input.form?.addEventListener("submit", () => {
    input.type = "password";
  });
}
