/** Transience: what a model could do at its best, and what has become of that. Pure mathematics. */
package doublegrok.explain.fade;
