/** Rounds of measurements, and what they say together. */
package doublegrok.bench.measure;
