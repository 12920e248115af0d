/**
 * Local learning coefficients by tempered sampling: how much of a loss weights lose to noise, at
 * which temperature, and which skill melts where.
 */
package doublegrok.explain.coefficient;
