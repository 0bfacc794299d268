package io.oras.core.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.event.TransferListener;
import io.oras.api.spi.Environment;
import io.oras.api.transport.Headers;
import io.oras.api.transport.Origin;
import io.oras.api.transport.TlsSettings;
import io.oras.core.context.ClientSettings;
import io.oras.core.options.InstalledCredentials;
import io.oras.core.options.Limits;
import io.oras.core.options.RegistrySettings;
import io.oras.core.options.RetryPolicy;
import io.oras.core.options.Sleeper;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What differs for registries that the caller did not name. */
class EndpointNetworkTest {
  private static final Reach MIRROR = new Reach(true, false, true);

  private static ClientSettings settings(Duration connectTimeout, RegistrySettings defaults) {
    return new ClientSettings(
        new ClientSettings.Network(
            connectTimeout,
            Duration.ofSeconds(60),
            Duration.ofSeconds(60),
            null,
            Map.of(),
            List.of(),
            "test",
            6,
            4),
        new ClientSettings.Transport(null, null),
        new ClientSettings.Credentials(List.of(), InstalledCredentials.none()),
        new ClientSettings.Registries(defaults, Map.of()),
        RetryPolicy.defaults(),
        Limits.defaults(),
        null,
        new ClientSettings.Folders(null, null),
        new ClientSettings.Observers(TransferListener.NONE, null),
        new ClientSettings.Trust(null, null, false),
        new ClientSettings.Resolution(null, false, null, false),
        new ClientSettings.Time(Clock.systemUTC(), Sleeper.THREAD),
        null,
        Environment.of(Map.of(), Path.of("home"), "Linux"));
  }

  @Test
  void mirrorsHaveFiveSecondsToConnect() {
    ClientSettings patient = settings(Duration.ofSeconds(30), RegistrySettings.defaults());
    assertEquals(Duration.ofSeconds(5), new EndpointNetwork(patient, MIRROR).connectTimeout());
    assertEquals(
        Duration.ofSeconds(30), new EndpointNetwork(patient, Reach.NAMED).connectTimeout());
    ClientSettings hasty = settings(Duration.ofSeconds(2), RegistrySettings.defaults());
    assertEquals(Duration.ofSeconds(2), new EndpointNetwork(hasty, MIRROR).connectTimeout());
  }

  @Test
  void defaultHeadersAndClientCertificatesStayWithTheRegistriesThatTheCallerNamed()
      throws Exception {
    RegistrySettings defaults =
        RegistrySettings.builder()
            .header("Authorization", "secret")
            .tls(
                TlsSettings.builder()
                    .clientCertificate(Path.of("client.pem"), Path.of("client.key"))
                    .build())
            .build();
    EndpointNetwork network =
        new EndpointNetwork(settings(Duration.ofSeconds(30), defaults), MIRROR);
    assertEquals(Headers.EMPTY, network.endpoints().settings("m.test").headers());
    Origin origin = network.endpoints().origin("m.test");
    assertEquals(Origin.of(URI.create("https://m.test")), origin);
    assertFalse(network.tls(origin).certificate().isPresent());
  }

  @Test
  void anInsecureMirrorThatIsConnectedToTwiceHasFiveSecondsForBoth() {
    EndpointNetwork network =
        new EndpointNetwork(
            settings(Duration.ofSeconds(30), RegistrySettings.defaults()),
            new Reach(true, true, true));
    assertEquals(Duration.ofMillis(2500), network.connectTimeout());
  }

  @Test
  void whatTheDefaultsAllowIsNotForRegistriesThatTheCallerDidNotName() throws Exception {
    RegistrySettings defaults =
        RegistrySettings.builder()
            .plainHttp(true)
            .tls(TlsSettings.builder().insecure(true).build())
            .build();
    ClientSettings settings = settings(Duration.ofSeconds(30), defaults);
    EndpointNetwork mirror = new EndpointNetwork(settings, MIRROR);
    Origin tokens = Origin.of(URI.create("https://tokens.test"));
    assertEquals(Origin.of(URI.create("https://m.test")), mirror.endpoints().origin("m.test"));
    assertFalse(mirror.tls(mirror.endpoints().origin("m.test")).insecure());
    assertFalse(mirror.tls(tokens).insecure(), "the token service of a mirror");
    EndpointNetwork named = new EndpointNetwork(settings, Reach.NAMED);
    assertEquals(Origin.of(URI.create("http://h.test")), named.endpoints().origin("h.test"));
    assertTrue(named.tls(tokens).insecure());
  }
}
