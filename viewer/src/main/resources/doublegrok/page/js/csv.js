/** A table as text: a row of names, then a row a line; what is not known is empty. */
export function csv({ columns, rows }) {
  return [columns, ...rows].map((row) => row.map(cell).join()).join("\n") + "\n";
}

function cell(value) {
  const text = value === null || value === undefined ? "" : String(value);
  return /[",\n]/.test(text) ? `"${text.replaceAll("\"", "\"\"")}"` : text;
}
