/**
 * The viewer: keeps the view of every run ({@code stream}), and shows it ({@code view},
 * {@code page}, {@code metrics}). It needs no PyTorch.
 */
package doublegrok.viewer;
