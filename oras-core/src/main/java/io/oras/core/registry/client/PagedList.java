package io.oras.core.registry.client;

import io.oras.api.error.ErrorContext;
import io.oras.api.error.LimitExceededException;
import io.oras.api.error.OrasException;
import io.oras.api.error.RegistryException;
import io.oras.api.transport.Headers;
import io.oras.api.transport.Origin;
import io.oras.api.transport.TransportResponse;
import io.oras.core.context.Limit;
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
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a list that comes in pages, read as they are asked for (distribution-spec v1.1.1,
 * "Listing Tags"). What a page says of the next is followed as it is, within the registry and a
 * limit, and never twice.
 */
public final class PagedList<T> implements Iterator<T> {
  /**
   * Registries that filter a page after they have read it send empty pages. This many in a row have
   * no other reason than to keep the client busy.
   */
  private static final int MAX_EMPTY_PAGES = 100;

  /** Reads one page. */
  @FunctionalInterface
  public interface Reader<T> {
    Page<T> read(byte[] body, Headers headers) throws IOException, InvalidJsonException;
  }

  /**
   * What a page holds.
   *
   * @param entries the entries that are wanted
   * @param others whether the registry sent other entries, too
   */
  public record Page<T>(List<T> entries, boolean others) {
    /** Returns a page of which all entries are wanted. */
    public static <T> Page<T> of(List<T> entries) {
      return new Page<>(entries, false);
    }

    /** Returns a page without the entries that are not wanted. */
    public Page<T> filter(Predicate<T> wanted) {
      List<T> kept = entries.stream().filter(wanted).toList();
      return new Page<>(kept, others || kept.size() < entries.size());
    }
  }

  private final RegistryClient context;
  private final Reader<T> reader;
  private final OperationBudget budget;
  private final Set<URI> visited = new HashSet<>();
  private final Queue<T> entries = new ArrayDeque<>();
  private Set<T> lastPage = Set.of();
  private int emptyPages;
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
    lastPage =
        context.read(
            request,
            answer,
            Limit.LIST_PAGE_BYTES,
            (body, headers) -> {
              Page<T> page = parse(request, body, headers);
              Set<T> all = new LinkedHashSet<>(page.entries());
              count(all.size(), body.length, request);
              // Some registries repeat the last entry of a page on the next.
              List<T> fresh = all.stream().filter(entry -> !lastPage.contains(entry)).toList();
              entries.addAll(fresh);
              emptyPages = fresh.isEmpty() && !page.others() ? emptyPages + 1 : 0;
              next = follow(request, headers);
              return all;
            });
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

  private Page<T> parse(RegistryRequest request, byte[] body, Headers headers) throws IOException {
    try {
      return reader.read(body, headers);
    } catch (InvalidJsonException e) {
      throw unusable(request, body, "the list cannot be read: " + e.getMessage());
    }
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
    try {
      Limit.PAGES
          .in(context.limits())
          .require(visited.size() + 1, () -> "the list has too many pages");
      if (emptyPages >= MAX_EMPTY_PAGES) {
        throw new LimitExceededException(
            "the last %s pages of the list had no new entry, and a next page is linked"
                .formatted(emptyPages));
      }
    } catch (LimitExceededException e) {
      throw e.with(ErrorContext.doing(request.doing()));
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
