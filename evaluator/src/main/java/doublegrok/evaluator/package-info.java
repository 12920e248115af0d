/**
 * The evaluator: evaluates checkpoints ({@code work}), keeps the view of every run
 * ({@code stream}), and shows it ({@code view}, {@code page}, {@code metrics}).
 */
package doublegrok.evaluator;
