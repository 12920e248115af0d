/** Tests of the plugin for Kafka Connect, in a worker of Connect. */
package doublegrok.local.connect;
