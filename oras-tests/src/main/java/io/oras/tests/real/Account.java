package io.oras.tests.real;

/**
 * A user for registries with htpasswd. The hash is given, because the JDK has no bcrypt.
 *
 * @param user the name
 * @param password the password
 * @param hash of the password, bcrypt with cost 4
 */
public record Account(String user, String password, String hash) {
  /** One user. */
  public static final Account ALICE =
      new Account(
          "alice",
          "alice-canary-1d6f",
          "$2a$04$5AMEENIz8KX3jTwwIoqNROLkKPO1DesIvYwP5M7BeKpcz/ZKDomSm");

  /** Another one. */
  public static final Account BOB =
      new Account(
          "bob", "bob-canary-77ac", "$2a$04$xIEx5cNswUIDB3.0EsUBguAJ3w0ay73MN5NtJFcXUTKp1TgMkSgg6");

  /** Returns the line of a htpasswd file. */
  String line() {
    return user + ":" + hash + "\n";
  }

  /** Returns the user without the password and the hash. */
  @Override
  public String toString() {
    return user;
  }
}
