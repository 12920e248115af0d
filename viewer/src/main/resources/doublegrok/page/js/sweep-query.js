import { shortKey, valueOf } from "./sweep.js";

const TERM = /^([^=<>]+)(<=|>=|=|<|>)(.*)$/;
const TESTS = {
  "=": (mine, wanted) => mine === wanted,
  "<": (mine, wanted) => mine < wanted,
  ">": (mine, wanted) => mine > wanted,
  "<=": (mine, wanted) => mine <= wanted,
  ">=": (mine, wanted) => mine >= wanted,
};

/**
 * The runs that answer to every word of a text: one like `tasks>4` compares a value, another must
 * occur in what is told of the run. A name may be the last part of a key, or a column's.
 */
export function find(sweep, text) {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return sweep.runs.filter((run) => words.every((word) => {
    const [, name, test, wanted] = TERM.exec(word) ?? [];
    return name ? compares(sweep, run, name, test, wanted) : mentions(sweep, run, word);
  }));
}

function compares(sweep, run, name, test, wanted) {
  const mine = fieldOf(sweep, run, name, wanted);
  if (mine === undefined || mine === null) {
    return false;
  }
  const asNumber = Number(wanted);
  return typeof mine === "number" && wanted !== "" && !Number.isNaN(asNumber)
    ? TESTS[test](mine, asNumber)
    : TESTS[test](String(mine).toLowerCase(), wanted);
}

function fieldOf(sweep, run, name, wanted) {
  const same = (key) => key.toLowerCase() === name
    || shortKey(key).toLowerCase().replaceAll(" ", "_") === name;
  const key = sweep.keys.find(same);
  if (key) {
    return valueOf(run, key);
  }
  if (name === "tag") {
    return run.tags.find((tag) => tag.toLowerCase() === wanted);
  }
  const field = ["run", "state", "seed", "step", "phase", "attempts"].find(same);
  return field ? run[field] : run.measures[sweep.measures.find(same)];
}

function mentions(sweep, run, word) {
  return [run.run, run.state, run.phase, run.reason, run.note, ...run.tags,
    ...sweep.keys.map((key) => String(valueOf(run, key)))]
    .some((each) => each.toLowerCase().includes(word));
}
