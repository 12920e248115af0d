/** The runs as Prometheus metrics, read from the view at scrape time. */
package doublegrok.viewer.metrics;
