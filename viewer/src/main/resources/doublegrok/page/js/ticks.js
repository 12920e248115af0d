/** Round numbers between two, about as many as wanted. */
export function ticks(low, high, wanted) {
  const raw = (high - low) / wanted;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].find((each) => each * power >= raw) * power;
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (none, i) =>
    Number(((first + i) * step).toPrecision(12)));
}

/** Numbers of a logarithmic axis that a person counts by. */
export function decades(low, high) {
  const numbers = [];
  for (let ten = 10 ** Math.floor(Math.log10(low)); ten <= high; ten *= 10) {
    numbers.push(ten, 2 * ten, 5 * ten);
  }
  const within = numbers.filter((each) => each >= low && each <= high);
  return high / low > 300 ? within.filter((each) => Number.isInteger(Math.log10(each))) : within;
}
