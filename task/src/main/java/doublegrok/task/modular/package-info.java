/**
 * Families of modular arithmetic (He et al. 2024, arXiv 2406.02550): their samplers, their
 * references and what else is asked of models that learn them.
 */
package doublegrok.task.modular;
