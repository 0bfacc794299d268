package io.oras.core.store;

import io.oras.api.error.StoreException;
import io.oras.api.model.Digest;
import io.oras.core.archive.Moves;
import io.oras.core.archive.SafePaths;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What went to which place below a folder. It goes there when it comes, or it waits beside its
 * place for the rest: then all of it goes there in the end, or nothing does.
 *
 * <p>What waits replaces nothing before everything has come and is verified; after that only a
 * rename can fail, and then what was replaced is brought back. Thread safe.
 */
final class Arrivals implements AutoCloseable {
  private final ReentrantLock lock;
  private final boolean hold;
  private final Map<Path, Digest> places = new HashMap<>();
  private final List<Arrival> waiting = new ArrayList<>();
  private final List<Path> folders = new ArrayList<>();

  /**
   * Nothing so far.
   *
   * @param lock held while something goes to its place
   * @param hold whether all wait for {@link #commit}
   */
  Arrivals(ReentrantLock lock, boolean hold) {
    this.lock = lock;
    this.hold = hold;
  }

  /** Remembers which folders are not there yet: this one, and those on the way to it. */
  void willCreate(Path folder) throws IOException {
    if (!hold) {
      return;
    }
    List<Path> missing = new ArrayList<>();
    for (Path path = folder;
        path != null && SafePaths.attributes(path) == null;
        path = path.getParent()) {
      missing.add(0, path);
    }
    lock.lock();
    try {
      folders.addAll(missing);
    } finally {
      lock.unlock();
    }
  }

  /** Whether this content goes or went there, and not just something. */
  boolean contains(Path path, Digest digest) {
    lock.lock();
    try {
      return digest.equals(places.get(path));
    } finally {
      lock.unlock();
    }
  }

  /** This content was there before. */
  void remember(Path path, Digest digest) {
    lock.lock();
    try {
      places.put(path, digest);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes what came, which is moved or removed sooner or later.
   *
   * @return whether it waits
   * @throws StoreException when other content went to that place before
   */
  boolean add(Arrival arrival) throws IOException {
    lock.lock();
    try {
      if (!hold) {
        try (arrival) {
          Moves.together(moves -> settle(arrival, moves));
        }
        places.put(arrival.path(), arrival.digest());
        return false;
      }
      if (places.putIfAbsent(arrival.path(), arrival.digest()) == null) {
        waiting.add(arrival);
        return true;
      }
      try (arrival) {
        refuseOther(arrival.path(), arrival);
      }
      return false;
    } finally {
      lock.unlock();
    }
  }

  private void settle(Arrival arrival, Moves moves) throws IOException {
    if (SafePaths.attributes(arrival.path()) != null) {
      // Where case does not matter, this is the name that other content went to.
      refuseOther(arrival.path().toRealPath(LinkOption.NOFOLLOW_LINKS), arrival);
    }
    arrival.move().by(moves);
  }

  private void refuseOther(Path path, Arrival arrival) throws StoreException {
    Digest before = places.get(path);
    if (before != null && !before.equals(arrival.digest())) {
      throw new StoreException(
          "'%s' is the title of two different layers, %s and %s; one file cannot be both"
              .formatted(arrival.title(), before, arrival.digest()));
    }
  }

  /** Moves all that wait, as they came. */
  void commit(Moves moves) throws IOException {
    lock.lock();
    try {
      for (Arrival arrival : waiting) {
        settle(arrival, moves);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Lets the folders stay that were made. */
  void committed() {
    lock.lock();
    try {
      folders.clear();
    } finally {
      lock.unlock();
    }
  }

  /** Removes what was not moved and, without a commit, the folders that were made for it. */
  @Override
  public void close() throws IOException {
    lock.lock();
    try {
      for (Arrival arrival : waiting) {
        arrival.close();
      }
      waiting.clear();
      for (int i = folders.size() - 1; i >= 0; i--) {
        try {
          Files.deleteIfExists(folders.get(i));
        } catch (DirectoryNotEmptyException e) {
          // Others have put something there.
        }
      }
      folders.clear();
    } finally {
      lock.unlock();
    }
  }
}
