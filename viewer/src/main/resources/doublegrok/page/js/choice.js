import { element } from "./keyed.js";

/** Buttons of which one is pressed; what a person presses is put into the view. */
export function choice(name, label, values, texts = values) {
  const group = element("span", "choice", ...values.map((value, i) => {
    const button = element("button", "", texts[i]);
    button.type = "button";
    button.dataset.value = value;
    return button;
  }));
  group.dataset.choice = name;
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", label);
  return group;
}

/** Shows which one is chosen. */
export function press(group, view) {
  for (const button of group.querySelectorAll("button")) {
    const chosen = view.chosen(group.dataset.choice) === button.dataset.value;
    button.setAttribute("aria-pressed", String(chosen));
  }
}

/** Puts into the view what is pressed in any choice of the page, whenever it was made. */
export function listen(view) {
  document.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-choice] button");
    if (button?.dataset.value) {
      view.choose(button.closest("[data-choice]").dataset.choice, button.dataset.value);
    }
  });
}
