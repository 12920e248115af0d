/** Worker that trains whichever runs of sweeps it is offered, several at once. */
package doublegrok.trainer.worker;
