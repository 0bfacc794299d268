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
 * Gives tests a registry: parameters of the type {@link io.oras.tests.registry.InProcessRegistry}
 * of test methods, lifecycle methods and constructors. On a method it says how the registry of that
 * method is, instead of what the class says.
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
  /** The user that {@link Login#BASIC} and {@link Login#TOKEN} let in. */
  String USER = "user";

  /** That user's password. */
  String PASSWORD = "password";

  /** How one shows who one is. */
  enum Login {
    /** Everybody may do everything. */
    ANONYMOUS,
    /** {@link #USER} with {@link #PASSWORD}, sent along with requests. */
    BASIC,
    /** Tokens, which {@link #USER} gets for {@link #PASSWORD}. */
    TOKEN
  }

  /** How long a registry lives. */
  enum Lifetime {
    /** Each test method has its own, empty but for the seed. */
    METHOD,
    /** All methods of the class share one, content included. */
    CLASS
  }

  /** How long a registry lives; for each method by default. On a method it has no meaning. */
  Lifetime lifetime() default Lifetime.METHOD;

  /** Registries like which it is, all at once; none by default. */
  RegistryProfile[] profile() default {};

  /** Further quirks; none by default. */
  RegistryQuirk[] quirks() default {};

  /** Whom it lets in; everybody by default. */
  Login login() default Login.ANONYMOUS;

  /** Whether it speaks https; plain http by default. */
  boolean tls() default false;

  /**
   * Folders with OCI layouts whose content is there from the start, each {@code repository=folder}:
   * a path, or with {@code classpath:} before it a resource on disk.
   */
  String[] seed() default {};
}
