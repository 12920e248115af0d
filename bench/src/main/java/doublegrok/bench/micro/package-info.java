/** Micro-benchmarks by JMH: {@code doublegrok bench --jmh}. */
package doublegrok.bench.micro;
