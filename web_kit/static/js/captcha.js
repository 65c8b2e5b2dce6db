// A new picture without sending the form, and a button that speaks the code. If a picture cannot be
// fetched, the button sends the form as it does without script, and the server shows a new one.
const ENDPOINT = "/simple-captcha-endpoint";
const LISTEN = "Écouter le code";
const STOP = "Arrêter l’écoute";
const SILENT = "Le code ne peut pas être lu pour l’instant. Affichez un nouveau code, puis réessayez.";

async function fetchChallenge(form) {
  const response = await fetch(`${ENDPOINT}?get=image&c=captchaFR&form=${encodeURIComponent(form)}`, {
    headers: { Accept: "application/json" },
  });
  if (!response.ok) throw new Error(`captcha: ${response.status}`);
  return response.json();
}

function show(captcha, { uuid, imageb64 }) {
  const source = imageb64.startsWith("data:") ? imageb64 : `data:image/png;base64,${imageb64}`;
  captcha.querySelector("img").src = source;
  captcha.querySelector("audio").src = `${ENDPOINT}?get=sound&c=captchaFR&t=${encodeURIComponent(uuid)}`;
  captcha.querySelector('[name="captchetat-uuid"]').value = uuid;
  captcha.querySelector("[data-captcha-silent]").hidden = true;
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
    show(captcha, await fetchChallenge(captcha.dataset.captcha));
  } catch {
    button.removeEventListener("click", renew);
    button.click();
  } finally {
    captcha.removeAttribute("aria-busy");
  }
}

function stop(player) {
  player.pause();
  player.load(); // the next play is another one: nobody hears half of the last
}

function offerToListen(captcha) {
  const player = captcha.querySelector("audio");
  const button = captcha.querySelector("[data-captcha-listen]");
  const silent = captcha.querySelector("[data-captcha-silent]");
  const rest = () => (button.textContent = LISTEN);

  button.addEventListener("click", async () => {
    if (button.textContent === STOP) return stop(player);
    silent.hidden = true;
    button.textContent = STOP;
    try {
      await player.play();
    } catch (error) {
      if (error.name === "AbortError") return; // stopped before it began
      rest();
      silent.textContent = SILENT;
      silent.hidden = false;
    }
  });
  player.addEventListener("emptied", rest);
  player.addEventListener("ended", () => stop(player));
  captcha.querySelector(".efp-captcha__player").hidden = true;
  button.hidden = false;
}

for (const captcha of document.querySelectorAll("[data-captcha]")) {
  captcha.querySelector('[name="nouveau-code"]').addEventListener("click", renew);
  offerToListen(captcha);
}
