/** The whole pipeline, as a person runs it. */
package doublegrok.local.endtoend;
