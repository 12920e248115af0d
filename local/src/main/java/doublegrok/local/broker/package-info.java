/** A real Kafka broker inside this process, for one person on one machine. */
package doublegrok.local.broker;
