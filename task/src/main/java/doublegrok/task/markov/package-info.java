/**
 * Hidden Markov processes and mixtures of them: what a model of their tokens must infer is a belief
 * about the hidden state (Shai et al. 2024, arXiv 2405.15943).
 */
package doublegrok.task.markov;
