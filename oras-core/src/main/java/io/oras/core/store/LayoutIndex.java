package io.oras.core.store;

import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The manifests that a store lists, in the order in which they came; a value.
 *
 * <p>As with the {@code oras} command, each manifest that is pushed is listed, once for each of its
 * names, or once without a name. What changes nothing returns this very object.
 */
public record LayoutIndex(List<IndexEntry> list) {
  public static final LayoutIndex NONE = new LayoutIndex(List.of());

  public LayoutIndex {
    list = List.copyOf(list);
  }

  /** Where several have the name, which only others write, the last counts, as in {@code oras}. */
  Optional<Descriptor> named(String name) {
    return list.stream()
        .filter(has(name))
        .reduce((first, second) -> second)
        .map(IndexEntry::descriptor);
  }

  Optional<Descriptor> find(Digest digest) {
    return list.stream().filter(is(digest)).findFirst().map(IndexEntry::descriptor);
  }

  public Stream<String> names() {
    return list.stream().flatMap(root -> Stream.ofNullable(root.name())).distinct().sorted();
  }

  /** With this manifest listed; its names stay. */
  LayoutIndex with(Descriptor manifest) {
    return list.stream().anyMatch(is(manifest.digest()))
        ? this
        : appended(list, new IndexEntry(IndexEntry.unnamed(manifest), null, null));
  }

  /** With these manifests listed; their names stay. */
  LayoutIndex with(Collection<Descriptor> manifests) {
    Set<Digest> listed = new HashSet<>();
    list.forEach(root -> listed.add(root.descriptor().digest()));
    List<IndexEntry> longer = new ArrayList<>(list);
    for (Descriptor manifest : manifests) {
      if (listed.add(manifest.digest())) {
        longer.add(new IndexEntry(IndexEntry.unnamed(manifest), null, null));
      }
    }
    return longer.size() == list.size() ? this : new LayoutIndex(longer);
  }

  /** With this manifest listed and the name taken from all others. */
  LayoutIndex with(Descriptor manifest, String name) {
    List<IndexEntry> holders = list.stream().filter(has(name)).toList();
    if (holders.size() == 1 && is(manifest.digest()).test(holders.get(0))) {
      return this;
    }
    List<IndexEntry> rest = new ArrayList<>(withoutName(name).with(manifest).list);
    for (int i = 0; i < rest.size(); i++) {
      IndexEntry root = rest.get(i);
      if (is(manifest.digest()).test(root) && root.name() == null) {
        rest.set(i, root.named(name));
        return new LayoutIndex(rest);
      }
    }
    return appended(rest, new IndexEntry(IndexEntry.unnamed(manifest), name, null));
  }

  /** Without the name; a manifest that had no other stays listed without one. */
  LayoutIndex withoutName(String name) {
    List<IndexEntry> rest = new ArrayList<>(list);
    if (!rest.removeIf(has(name))) {
      return this;
    }
    for (IndexEntry root : list) {
      if (has(name).test(root) && rest.stream().noneMatch(is(root.descriptor().digest()))) {
        rest.add(root.named(null));
      }
    }
    return new LayoutIndex(rest);
  }

  /** Without this manifest and its names. */
  LayoutIndex without(Digest digest) {
    return list.stream().noneMatch(is(digest))
        ? this
        : new LayoutIndex(list.stream().filter(is(digest).negate()).toList());
  }

  /** Returns the index after these changes. */
  public LayoutIndex after(List<UnaryOperator<LayoutIndex>> changes) {
    LayoutIndex next = this;
    for (UnaryOperator<LayoutIndex> change : changes) {
      next = change.apply(next);
    }
    return next;
  }

  private static LayoutIndex appended(List<IndexEntry> list, IndexEntry root) {
    List<IndexEntry> longer = new ArrayList<>(list);
    longer.add(root);
    return new LayoutIndex(longer);
  }

  private static Predicate<IndexEntry> has(String name) {
    return root -> name.equals(root.name());
  }

  private static Predicate<IndexEntry> is(Digest digest) {
    return root -> root.descriptor().digest().equals(digest);
  }
}
