package io.oras.tests.registry;

import java.io.IOException;
import java.util.Optional;

/** Rewrites the URLs of responses as the quirks require. */
final class LocationRewriter implements Service {
  private final Service service;
  private final RegistryOptions settings;
  private final ServerContext site;

  LocationRewriter(Service service, RegistryOptions settings, ServerContext site) {
    this.service = service;
    this.settings = settings;
    this.site = site;
  }

  @Override
  public ServerResponse answer(ServerRequest call) throws IOException {
    ServerResponse answer = service.answer(call);
    String host = "//" + call.header("Host").orElse("");
    if (settings.has(RegistryQuirk.SCHEMELESS_LOCATIONS)) {
      answer = located(answer, host);
    } else if (settings.has(RegistryQuirk.ABSOLUTE_LOCATIONS)) {
      answer = located(answer, site.scheme() + ":" + host);
    }
    Optional<String> link = answer.headers().first("Link");
    return link.isPresent() && settings.has(RegistryQuirk.LOOSE_LINKS)
        ? answer.with("Link", loose(link.get(), site.scheme() + ":" + host))
        : answer;
  }

  private static ServerResponse located(ServerResponse answer, String before) {
    Optional<String> location = answer.headers().first("Location");
    return location.filter(l -> l.startsWith("/")).isPresent()
        ? answer.with("Location", before + location.get())
        : answer;
  }

  private static String loose(String link, String origin) {
    return link.replace("</", "<" + origin + "/").replace("; rel=\"next\"", ";title=more;rel=next");
  }
}
