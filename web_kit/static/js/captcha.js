// A new picture without sending the form. If anything fails, the button sends it as it does
// without script, and the server shows the new picture.
const ENDPOINT = "/simple-captcha-endpoint?get=image&c=captchaFR";

async function fetchChallenge() {
  const response = await fetch(ENDPOINT, { headers: { Accept: "application/json" } });
  if (!response.ok) throw new Error(`captcha: ${response.status}`);
  return response.json();
}

function show(captcha, { uuid, imageb64 }) {
  const source = imageb64.startsWith("data:") ? imageb64 : `data:image/png;base64,${imageb64}`;
  captcha.querySelector("img").src = source;
  captcha.querySelector('[name="captchetat-uuid"]').value = uuid;
  const answer = captcha.querySelector('[name="captcha"]');
  answer.value = "";
  answer.focus();
}

async function renew(event) {
  const button = event.currentTarget;
  const captcha = button.closest("[data-captcha]");
  event.preventDefault();
  captcha.setAttribute("aria-busy", "true");
  try {
    show(captcha, await fetchChallenge());
  } catch {
    button.removeEventListener("click", renew);
    button.click();
  } finally {
    captcha.removeAttribute("aria-busy");
  }
}

for (const button of document.querySelectorAll('[data-captcha] [name="nouveau-code"]')) {
  button.addEventListener("click", renew);
}
