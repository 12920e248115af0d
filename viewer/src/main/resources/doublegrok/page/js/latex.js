const ESCAPES = new Map([
  ["\\", "\\textbackslash{}"], ["~", "\\textasciitilde{}"], ["^", "\\textasciicircum{}"],
  ["\u2013", "--"], ["\u202f", "\\,"], ["\u2192", "$\\rightarrow$"], ["\u2193", "$\\downarrow$"],
  ...[..."&%$#_{}"].map((each) => [each, `\\${each}`]),
]);

/** A table for a paper, ruled as by the package booktabs; a column of numbers stands right. */
export function latex({ columns, rows, caption }) {
  const aligned = columns.map((none, i) =>
    rows.every((row) => row[i] === "" || row[i] === null || !Number.isNaN(Number(plain(row[i]))))
      ? "r" : "l");
  const line = (cells) => `    ${cells.map(escaped).join(" & ")} \\\\`;
  return ["% \\usepackage{booktabs}", "\\begin{table}", "  \\centering",
    `  \\caption{${escaped(caption)}}`, `  \\begin{tabular}{${aligned.join("")}}`,
    "    \\toprule", line(columns), "    \\midrule", ...rows.map(line), "    \\bottomrule",
    "  \\end{tabular}", "\\end{table}", ""].join("\n");
}

function plain(value) {
  return String(value).replaceAll(/[,%\u202f]/g, "");
}

function escaped(value) {
  return [...String(value ?? "")].map((each) => ESCAPES.get(each) ?? each).join("");
}
