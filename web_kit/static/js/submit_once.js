// A form leaves once, however often its button is pressed. The button keeps its value and its
// focus: it is marked, not disabled. If no answer comes, it may be pressed again.
const PATIENCE = 10_000; // milliseconds

function release(form) {
  delete form.dataset.sent;
  form.querySelector("[aria-disabled]")?.removeAttribute("aria-disabled");
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "yes";
  event.submitter?.setAttribute("aria-disabled", "true");
  setTimeout(release, PATIENCE, form);
});

// If this page is the answer to a form, the back button shall open its address again, and not ask
// whether to send the form once more.
history.replaceState(history.state, "", location.href);

// The back button may bring the page back as it was left.
addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(release));
