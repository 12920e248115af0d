/** What the page says when there is no run to show. */
export function showNoRun(name, runs) {
  const place = document.getElementById("notice");
  place.replaceChildren();
  if (name === null) {
    add(place, "h1", "No run yet");
    add(place, "p", "Start one, and this page shows it as soon as it begins:");
    add(place, "pre", "doublegrok demo\ndoublegrok start my-run --preset demo --bootstrap HOST:PORT");
  } else {
    add(place, "h1", `No run is named \u201c${name}\u201d`);
    add(place, "p", "If it starts, this page shows it. The runs that are known:");
    const list = add(place, "ul", "");
    for (const run of runs) {
      const link = add(add(list, "li", ""), "a", run.run);
      link.href = `?run=${encodeURIComponent(run.run)}`;
    }
  }
}

function add(place, name, text) {
  const made = document.createElement(name);
  made.textContent = text;
  place.append(made);
  return made;
}
