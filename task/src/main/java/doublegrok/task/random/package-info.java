/**
 * Random numbers that are a pure function of seed, purpose and index, and draws made of them.
 */
package doublegrok.task.random;
