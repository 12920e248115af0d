/** The records of the topics for Kafka Connect, which hands them on to other systems. */
package doublegrok.connect;
