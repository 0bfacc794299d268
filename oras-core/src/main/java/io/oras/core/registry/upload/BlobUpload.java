package io.oras.core.registry.upload;

import io.oras.api.content.ContentSource;
import io.oras.api.error.ContentVerificationException;
import io.oras.api.error.ErrorContext;
import io.oras.api.error.OrasException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.model.DigestAlgorithm;
import io.oras.api.model.MediaType;
import io.oras.api.reference.RepositoryName;
import io.oras.api.transport.RegistryUrls;
import io.oras.api.transport.RequestBody;
import io.oras.api.transport.TransportResponse;
import io.oras.core.http.RegistryRequest;
import io.oras.core.options.UploadMethod.Kind;
import io.oras.core.registry.client.FailureClassifier;
import io.oras.core.registry.client.RegistryCapabilities.UnsupportedFeature;
import io.oras.core.registry.client.RepositoryClient;
import io.oras.core.registry.endpoint.BlobEndpoint;
import io.oras.core.registry.upload.UploadChunks.OfStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Brings a blob into a repository, in the way that fits its content and its registry
 * (distribution-spec v1.1.1, "Pushing Blobs").
 */
public record BlobUpload(RepositoryClient client, BlobEndpoint blobs) {
  /** Sessions for one blob, the first included. */
  private static final int MAX_SESSIONS = 4;

  /** Tries to close one session. */
  private static final int MAX_CLOSINGS = 5;

  /** What may be held in memory of one blob. */
  private static final long MAX_HELD = Math.min(128L << 20, Runtime.getRuntime().maxMemory() / 8);

  /** Pushes content of known size and digest, whether it is there or not. */
  public void push(Descriptor blob, ContentSource content) throws IOException {
    upload(blob, content, null);
  }

  /**
   * Mounts the blob. Where the registry does not, it is asked whether it has the blob, which a
   * mount would have found, before the blob goes into the session that was opened instead.
   *
   * @return whether no byte was moved
   */
  public boolean mount(Descriptor blob, RepositoryName from, ContentSource content)
      throws IOException {
    UploadSession session = null;
    if (!client.refuses(UnsupportedFeature.MOUNT)) {
      RegistryRequest request = mountRequest(blob, from);
      try {
        TransportResponse answer = client.exchange(request, 201, 202);
        if (answer.status() == 201) {
          return true;
        }
        session = UploadSession.of(client, request, answer);
      } catch (OrasException e) {
        // Whatever the registry has against a mount, it may take an upload.
        if (FailureClassifier.of(e).isEmpty()) {
          throw e;
        }
        if (FailureClassifier.isRefusal(e)) {
          client.refused(UnsupportedFeature.MOUNT);
        }
      }
    }
    if (blobs.exists(blob.digest())) {
      if (session != null) {
        session.cancel(new IOException("not needed"));
      }
      return true;
    }
    upload(blob, content, session);
    return false;
  }

  /** One token for both repositories, the target's scope first: some servers look at no other. */
  private RegistryRequest mountRequest(Descriptor blob, RepositoryName from) {
    var url = RegistryUrls.with(client.urls().uploads(), "mount", blob.digest().toString());
    return RepositoryClient.alsoPulling(
        client.write(
            "POST",
            RegistryUrls.with(url, "from", from.apiPath()),
            "mounting blob " + blob.digest() + " from " + from),
        from);
  }

  private void upload(Descriptor blob, ContentSource content, @Nullable UploadSession opened)
      throws IOException {
    if (content.size() != blob.size()) {
      throw ContentVerificationException.size(blob, content.size());
    }
    ContentSource verified = new VerifiedSource(blob, content);
    UploadSession session = opened;
    for (int attempt = 1; ; attempt++) {
      if (session == null) {
        session =
            UploadSession.open(client, blob.digest().algorithm(), doing("blob " + blob.digest()));
      }
      Kind how = strategy(session, blob, content);
      try {
        send(session, blob, verified, how);
        return;
      } catch (SourceFailure e) {
        session.cancel(e);
        throw e.origin();
      } catch (IOException e) {
        if (isThere(blob.digest(), e)) {
          return;
        }
        session.abandon(e);
        boolean curable = isCurable(e, session, how);
        if (curable && !content.replayable()) {
          throw with("sending content that can be read only once, so it is not sent again", e);
        }
        if (!curable || attempt == MAX_SESSIONS) {
          throw e;
        }
      } catch (RuntimeException e) {
        session.cancel(e);
        throw e;
      }
      client.registry().pause(attempt);
      session = null;
    }
  }

  private String doing(String what) {
    return "pushing " + what + " to " + client.repository();
  }

  private Kind strategy(UploadSession session, Descriptor blob, ContentSource content) {
    Kind wanted = blob.size() == 0 ? Kind.MONOLITHIC : client.settings().upload().kind();
    boolean inFile = content.file().isPresent();
    return wanted == Kind.CHUNKED && !canChunk(session, inFile) ? Kind.MONOLITHIC : wanted;
  }

  private boolean canChunk(UploadSession session, boolean inFile) {
    return !client.refuses(UnsupportedFeature.CHUNKS) && (inFile || session.minChunk() <= MAX_HELD);
  }

  private long chunkLength(UploadSession session, boolean inFile) {
    long wanted = Math.max(client.settings().upload().chunkSize(), session.minChunk());
    return inFile ? wanted : Math.min(wanted, MAX_HELD);
  }

  private void send(UploadSession session, Descriptor blob, ContentSource content, Kind how)
      throws IOException {
    Optional<Path> file = content.file();
    switch (how) {
      case MONOLITHIC -> session.finish(blob.digest(), RequestBody.of(content), blob.size());
      case WHOLE_PATCH -> {
        UploadChunks all =
            file.isPresent()
                ? UploadChunks.ofFile(file.get(), blob.size())
                : UploadChunks.whole(RequestBody.of(content));
        new ChunkedUpload(client.registry(), session).send(all, blob.size(), false);
        complete(session, blob.digest(), blob.size());
      }
      case CHUNKED -> {
        try (InputStream in = file.isPresent() ? InputStream.nullInputStream() : content.open()) {
          UploadChunks chunks =
              file.isPresent() ? UploadChunks.ofFile(file.get(), blob.size()) : new OfStream(in);
          new ChunkedUpload(client.registry(), session)
              .send(chunks, chunkLength(session, file.isPresent()), true);
        }
        complete(session, blob.digest(), blob.size());
      }
    }
  }

  /** Closes a session that has all its bytes; such a PUT carries none, and may be repeated. */
  private void complete(UploadSession session, Digest digest, long size) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        session.finish(digest, RequestBody.EMPTY, size);
        return;
      } catch (IOException e) {
        // The first PUT may have been done late, which ends the session for the second.
        if (attempt > 1 && FailureClassifier.isSessionGone(e) && blobs.exists(digest)) {
          return;
        }
        if (!FailureClassifier.isUncertain(e) || attempt == MAX_CLOSINGS) {
          throw e;
        }
        if (isThere(digest, e)) {
          return;
        }
      }
      client.registry().pause(attempt);
    }
  }

  /** After a lost answer the blob may be complete: to push it again blindly fails, or waits. */
  private boolean isThere(Digest digest, IOException failure) {
    if (!FailureClassifier.isUncertain(failure)) {
      return false;
    }
    try {
      return blobs.exists(digest);
    } catch (IOException e) {
      failure.addSuppressed(e);
      return false;
    }
  }

  /** Returns whether another session may succeed, if the content can be sent again. */
  private boolean isCurable(IOException failure, UploadSession session, Kind how) {
    boolean refused = how == Kind.CHUNKED && isChunkRefusal(failure);
    if (refused) {
      client.refused(UnsupportedFeature.CHUNKS);
    }
    return refused
        || session.hasLost(failure)
        || FailureClassifier.isUncertain(failure)
        || FailureClassifier.isSessionGone(failure)
        || FailureClassifier.status(failure) == 416;
  }

  private static boolean isChunkRefusal(IOException failure) {
    return FailureClassifier.isRefusal(failure)
        && !FailureClassifier.has(
            failure, "DIGEST_INVALID", "SIZE_INVALID", "DENIED", "UNAUTHORIZED")
        && !FailureClassifier.isSessionGone(failure);
  }

  /**
   * Pushes content of unknown length in one pass: what fits one chunk as any other blob, more in
   * chunks, and without pause where the registry takes no chunks.
   */
  public Descriptor pushStream(MediaType mediaType, InputStream stream) throws IOException {
    try {
      return sendOnce(mediaType, SourceFailure.watch(() -> stream));
    } catch (SourceFailure e) {
      throw e.origin();
    }
  }

  private Descriptor sendOnce(MediaType mediaType, InputStream stream) throws IOException {
    HashingInputStream hashing = new HashingInputStream(stream);
    OfStream chunks = new OfStream(hashing);
    long first = Math.min(client.settings().upload().chunkSize(), MAX_HELD);
    byte[] head = chunks.at(0, first).content();
    if (head.length < first) {
      Descriptor blob = Descriptor.of(mediaType, hashing.digest(), head.length);
      // Not asked whether it is there: the answer may be wrong, and a stream cannot be read again.
      push(blob, ContentSource.ofBytes(head));
      return blob;
    }
    String doing = doing("a blob of unknown length");
    UploadSession session = UploadSession.open(client, DigestAlgorithm.SHA256.id(), doing);
    if (canChunk(session, false)) {
      ChunkedUpload upload = new ChunkedUpload(client.registry(), session);
      try {
        upload.send(chunks, chunkLength(session, false), true);
        return completed(session, hashing, mediaType);
      } catch (IOException e) {
        session.abandon(e);
        if (!isChunkRefusal(e)) {
          throw once(e);
        }
        client.refused(UnsupportedFeature.CHUNKS);
        if (!upload.nothingTaken()) {
          throw once(e);
        }
        session = UploadSession.open(client, DigestAlgorithm.SHA256.id(), doing);
      }
    }
    try {
      session.stream(new RequestBody.OneShot(chunks.rest(), -1));
      return completed(session, hashing, mediaType);
    } catch (IOException e) {
      session.abandon(e);
      throw once(e);
    }
  }

  private Descriptor completed(UploadSession session, HashingInputStream all, MediaType mediaType)
      throws IOException {
    Digest digest = all.digest();
    complete(session, digest, all.count());
    return Descriptor.of(mediaType, digest, all.count());
  }

  private static IOException once(IOException failure) {
    return with(
        "sending a stream that can be read only once; push it again from its start", failure);
  }

  private static IOException with(String activity, IOException failure) {
    return failure instanceof OrasException e ? e.with(ErrorContext.doing(activity)) : failure;
  }
}
