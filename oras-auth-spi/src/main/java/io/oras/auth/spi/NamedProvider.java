package io.oras.auth.spi;

/** A function under a name. */
record NamedProvider(String name, CredentialProvider provider) implements ForwardingProvider {
  @Override
  public CredentialProvider around(CredentialProvider other) {
    return new NamedProvider(name, other);
  }

  @Override
  public String toString() {
    return name;
  }
}
