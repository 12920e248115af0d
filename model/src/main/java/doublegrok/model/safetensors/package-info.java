/** Files of named arrays of numbers, in the format safetensors. */
package doublegrok.model.safetensors;
