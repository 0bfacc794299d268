package io.oras.tests.junit;

import io.oras.tests.registry.RegistryProfile;
import io.oras.tests.registry.RegistryQuirk;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Starts a registry for tests, and passes it to parameters of the type {@link
 * io.oras.tests.registry.InProcessRegistry} of test methods, lifecycle methods and constructors. An
 * annotation on a method replaces the annotation of the class.
 *
 * <pre>
 * {@literal @}OciRegistry(profile = RegistryProfile.HARBOR_2_7, login = OciRegistry.Login.TOKEN)
 * class MyTest {
 *   {@literal @}Test
 *   void pushes(InProcessRegistry registry) { … }
 * }
 * </pre>
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
@ExtendWith(OciRegistryExtension.class)
public @interface OciRegistry {
  /** The user name for {@link Login#BASIC} and {@link Login#TOKEN}. */
  String USER = "user";

  /** The password for {@link Login#BASIC} and {@link Login#TOKEN}. */
  String PASSWORD = "password";

  /** The ways to authenticate. */
  enum Login {
    /** No authentication. */
    ANONYMOUS,
    /** Basic authentication with {@link #USER} and {@link #PASSWORD}. */
    BASIC,
    /** Bearer tokens from a token server, for {@link #USER} with {@link #PASSWORD}. */
    TOKEN
  }

  /** The lifetimes of a registry. */
  enum Lifetime {
    /** Each test method gets a new registry with the seeds. */
    METHOD,
    /** All methods of the class share one registry and its content. */
    CLASS
  }

  /** Returns the lifetime; {@link Lifetime#METHOD} by default. Ignored on a method. */
  Lifetime lifetime() default Lifetime.METHOD;

  /** Returns the profiles of the registry, which are combined; none by default. */
  RegistryProfile[] profile() default {};

  /** Returns further quirks; none by default. */
  RegistryQuirk[] quirks() default {};

  /** Returns the authentication; none by default. */
  Login login() default Login.ANONYMOUS;

  /** Returns whether the registry uses HTTPS; false by default. */
  boolean tls() default false;

  /**
   * Returns the OCI layouts to import before the test, each as {@code repository=folder}. The
   * folder is a path, or a resource on disk with the prefix {@code classpath:}.
   */
  String[] seed() default {};
}
