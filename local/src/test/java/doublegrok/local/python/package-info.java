/** Tests of the Python package in the folder python, beside the program itself. */
package doublegrok.local.python;
