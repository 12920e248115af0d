/** What may end a run early: a loss that stays high, a skill that does not come. */
package doublegrok.viewer.stream.early;
