/**
 * Status that every service shows of itself over HTTP, and to whom: metrics, whether it lives,
 * whether it is ready. Knows no other module.
 */
package doublegrok.status;
