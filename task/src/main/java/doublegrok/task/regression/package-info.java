/**
 * In-context linear regression (Ahn et al. 2023, arXiv 2306.00297; Raventos et al. 2023, arXiv
 * 2306.15063): sequences of real numbers, what known algorithms predict for them, and the losses
 * that these have in closed form.
 */
package doublegrok.task.regression;
