/** What every Kafka must do for a run, and the services as containers. */
package doublegrok.local.containers;
