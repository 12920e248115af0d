/** The run spec: what a run is made of, read from YAML, validated as a whole. */
package doublegrok.spec;
