import { SweepChoices } from "./sweep-choices.js";
import { SweepLive } from "./sweep-live.js";
import { SweepScreen } from "./sweep-screen.js";

const choices = new SweepChoices();
const screen = new SweepScreen(choices);
const live = new SweepLive(screen);

choices.addEventListener("change", ({ detail }) => {
  if (detail === "sweep") {
    live.follow(choices.sweep);
  } else {
    screen.redraw();
  }
});

live.follow(choices.sweep);
