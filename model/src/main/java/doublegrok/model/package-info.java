/**
 * The transformer and its training step as a TorchScript program that Java writes and DJL runs:
 * parameters, programs, devices and safetensors files. The only package that knows DJL.
 */
package doublegrok.model;
