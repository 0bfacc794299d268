package io.oras.cli.output;

/** A Go template that cannot be read or applied; the message names the template and the place. */
public final class TemplateException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  TemplateException(String message) {
    super(message);
  }
}
