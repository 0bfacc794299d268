package io.oras.core.registry.client;

import io.oras.api.error.ErrorContext;
import io.oras.api.error.LimitExceededException;
import io.oras.api.error.OrasException;
import io.oras.api.error.RegistryException;
import io.oras.api.transport.Headers;
import io.oras.api.transport.Origin;
import io.oras.api.transport.TransportResponse;
import io.oras.core.context.OperationBudget;
import io.oras.core.http.RegistryRequest;
import io.oras.core.json.InvalidJsonException;
import io.oras.core.wire.ErrorBody;
import io.oras.core.wire.HeaderReader;
import io.oras.core.wire.LinkHeader;
import io.oras.core.wire.Urls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a list that comes in pages, read as they are asked for (distribution-spec v1.1.1,
 * "Listing Tags"). What a page says of the next is followed as it is, within the registry and a
 * limit, and never twice.
 */
public final class PagedList<T> implements Iterator<T> {
  /** Reads the entries of one page. */
  @FunctionalInterface
  public interface Reader<T> {
    Iterable<T> read(byte[] body, Headers headers) throws IOException, InvalidJsonException;
  }

  private final RegistryClient context;
  private final Reader<T> reader;
  private final OperationBudget budget;
  private final Set<URI> visited = new HashSet<>();
  private final Queue<T> entries = new ArrayDeque<>();
  private Set<T> lastPage = Set.of();
  private @Nullable RegistryRequest next;

  private PagedList(RegistryClient context, Reader<T> reader) {
    this.context = context;
    this.reader = reader;
    this.budget = new OperationBudget(context.limits());
  }

  /** The list that begins with that answer of 200, which is closed; the others come lazily. */
  public static <T> Stream<T> from(
      RegistryClient context, RegistryRequest request, TransportResponse first, Reader<T> reader)
      throws IOException {
    PagedList<T> pages = new PagedList<>(context, reader);
    pages.read(request, first);
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(pages, Spliterator.ORDERED | Spliterator.NONNULL),
        false);
  }

  private void read(RegistryRequest request, TransportResponse answer) throws IOException {
    visited.add(request.uri());
    Set<T> page =
        context.read(
            request,
            answer,
            context.limits().listPageBytes(),
            (body, headers) -> {
              Set<T> all = parse(request, body, headers);
              count(all.size(), body.length, request);
              next = follow(request, headers);
              return all;
            });
    // Some registries repeat the last entry of a page on the next.
    page.stream().filter(entry -> !lastPage.contains(entry)).forEach(entries::add);
    lastPage = page;
  }

  private void count(int number, int bytes, RegistryRequest request) throws IOException {
    try {
      budget.heldBytes(bytes);
      for (int i = 0; i < number; i++) {
        budget.listEntry();
      }
    } catch (LimitExceededException e) {
      throw e.with(ErrorContext.doing(request.doing()));
    }
  }

  private Set<T> parse(RegistryRequest request, byte[] body, Headers headers) throws IOException {
    Set<T> page = new LinkedHashSet<>();
    try {
      reader.read(body, headers).forEach(page::add);
    } catch (InvalidJsonException e) {
      throw unusable(request, body, "the list cannot be read: " + e.getMessage());
    }
    return page;
  }

  private @Nullable RegistryRequest follow(RegistryRequest request, Headers headers)
      throws IOException {
    Optional<String> link = LinkHeader.next(HeaderReader.of(headers, "Link"));
    if (link.isEmpty()) {
      return null;
    }
    URI url;
    try {
      url = Urls.resolve(request.uri(), link.get());
    } catch (IllegalArgumentException e) {
      throw unusable(request, new byte[0], "its link to the next page is " + e.getMessage());
    }
    // A list must not lead credentials, or this host's requests, elsewhere (GHSA-h7vf-4x9w-h99v).
    if (!Origin.of(url).equals(Origin.of(request.uri()))) {
      throw unusable(request, new byte[0], "its link to the next page leads to " + Origin.of(url));
    }
    if (visited.contains(url)) {
      throw unusable(
          request, new byte[0], "its link to the next page leads to one that was read already");
    }
    if (visited.size() >= context.limits().pages()) {
      throw new LimitExceededException(
          "the list has more than %s pages, the limit (while %s)"
              .formatted(visited.size(), request.doing()));
    }
    return request.to(url);
  }

  private OrasException unusable(RegistryRequest request, byte[] body, String why) {
    return new RegistryException(
            ErrorBody.response(
                request.method(), request.uri(), 200, body, context.http().secrets()),
            why)
        .with(ErrorContext.doing(request.doing()));
  }

  @Override
  public boolean hasNext() {
    while (entries.isEmpty() && next != null) {
      RegistryRequest request = next;
      next = null;
      try {
        read(request, context.send(request, 200));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return !entries.isEmpty();
  }

  @Override
  public T next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return entries.remove();
  }
}
