/** From records to the view of each run: a Kafka Streams topology and the reading of its stores. */
package doublegrok.viewer.stream;
