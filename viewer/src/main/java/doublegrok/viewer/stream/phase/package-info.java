/** The phases of grokking, told as the evaluations of a run show them. */
package doublegrok.viewer.stream.phase;
