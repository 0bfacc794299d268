package io.oras.auth.spi;

/** A user name and a password (RFC 7617): {@link Credential#basic}. */
public final class BasicCredential implements Credential {
  private final String user;
  private final Secret password;

  BasicCredential(String user, Secret password) {
    this.user = user;
    this.password = password;
  }

  /** Returns the user name. */
  public String user() {
    return user;
  }

  /** Returns the password as a new string. */
  public String password() {
    return password.reveal();
  }

  @Override
  public String identity() {
    return password.identity("basic", user);
  }

  @Override
  public void destroy() {
    password.destroy();
  }

  @Override
  public String toString() {
    return "basic(" + user + ":" + password + ")";
  }
}
