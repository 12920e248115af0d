/**
 * Modular arithmetic of two numbers, of which a model is trained on some pairs (Power et al. 2022,
 * Nanda et al. 2023), and measures of the circuit that it forms.
 */
package doublegrok.task.modular.addition;
