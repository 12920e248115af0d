/** Keys of run specs: one row each, from which reading, writing and forms follow. */
package doublegrok.task.key;
