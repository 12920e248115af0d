/** What ends a run early, if its spec wants so: a loss that stays high, a skill that does not come. */
package doublegrok.viewer.stream.early;
