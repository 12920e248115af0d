/**
 * The discrete logarithm of each of 1 .. p - 1 to the smallest primitive root of the prime p, or
 * null if p is no odd prime. Multiplication modulo p is addition of these, modulo p - 1.
 */
export function logarithms(p) {
  for (let root = 2; root < p; root += 1) {
    const found = powers(root, p);
    if (found.size === p - 1) {
      return found;
    }
  }
  return null;
}

/** The exponents from 0 on, by power, until a power comes again. */
function powers(root, p) {
  const exponents = new Map();
  let power = 1;
  for (let exponent = 0; !exponents.has(power) && power !== 0; exponent += 1) {
    exponents.set(power, exponent);
    power = (power * root) % p;
  }
  return exponents;
}
