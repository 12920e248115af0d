import { listen, press } from "./choice.js";
import { Live } from "./live.js";
import { Screen } from "./screen.js";
import { View } from "./view.js";

const view = new View();
const screen = new Screen(view);
const live = new Live(screen);

function showChoices() {
  for (const group of document.querySelectorAll("[data-choice]")) {
    if (group instanceof HTMLSelectElement) {
      group.value = view.chosen(group.dataset.choice);
    }
    press(group, view);
  }
}

for (const group of document.querySelectorAll("select[data-choice]")) {
  group.addEventListener("change", () => view.choose(group.dataset.choice, group.value));
}
listen(view);
document.getElementById("reset").addEventListener("click", () => { view.zoom = null; });
document.getElementById("runs").addEventListener("change", ({ target }) => view.open(target.value));
view.addEventListener("change", ({ detail }) => {
  showChoices();
  screen.follow(detail);
  if (detail === "run") {
    live.follow(view.run);
  }
});

showChoices();
screen.follow("zoom");
live.follow(view.run);
