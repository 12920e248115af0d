/** Checks of what must hold before anything starts, each told in one sentence when it does not. */
package doublegrok.local.check;
