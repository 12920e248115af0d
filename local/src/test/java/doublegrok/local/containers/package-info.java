/** Tests of what every Kafka must do for a run, and of the services as containers. */
package doublegrok.local.containers;
