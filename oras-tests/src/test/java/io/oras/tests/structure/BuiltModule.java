package io.oras.tests.structure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleDescriptor.Requires.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A module of this build with its classes, and {@code META-INF} for the class path. */
record BuiltModule(String folder, Path classes, ModuleDescriptor descriptor) {
  /** Annotations for the compiler and its tools, which nobody needs at run time. */
  static final Set<String> ANNOTATIONS = Set.of("org.jspecify", "com.google.auto.service");

  String name() {
    return descriptor.name();
  }

  /** What it requires besides {@code java.base} and annotations. */
  Set<String> needs() {
    return requires(each -> !each.name().equals("java.base") && !ANNOTATIONS.contains(each.name()));
  }

  Set<String> needsTransitively() {
    return requires(each -> each.modifiers().contains(Modifier.TRANSITIVE));
  }

  Set<String> needsToCompile() {
    return requires(each -> each.modifiers().contains(Modifier.STATIC));
  }

  private Set<String> requires(Predicate<Requires> which) {
    return descriptor.requires().stream()
        .filter(which)
        .map(Requires::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  Set<String> exported() {
    return descriptor.exports().stream()
        .map(ModuleDescriptor.Exports::source)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The public types of the exported packages, nested ones too; not initialised. */
  List<Class<?>> publicTypes() {
    return exported().stream()
        .flatMap(name -> Reactor.files(classes.resolve(name.replace('.', '/')), ".class").stream())
        .map(this::load)
        .filter(type -> exported().contains(type.getPackageName()) && isPublic(type))
        .<Class<?>>map(type -> type)
        .toList();
  }

  private static boolean isPublic(Class<?> type) {
    Class<?> outer = type.getDeclaringClass();
    return !type.isSynthetic()
        && !type.isAnonymousClass()
        && Signatures.isVisible(type.getModifiers())
        && (outer == null || isPublic(outer));
  }

  private Class<?> load(Path file) {
    String name = classes.relativize(file).toString();
    name = name.substring(0, name.length() - ".class".length()).replace('/', '.');
    try {
      return Class.forName(name, false, BuiltModule.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  /** Whether the code of this module asks for services itself. */
  boolean loadsServices() {
    return Reactor.files(classes, ".class").stream().anyMatch(BuiltModule::namesServiceLoader);
  }

  private static boolean namesServiceLoader(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
          .contains("java/util/ServiceLoader");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Set<String> names(Collection<BuiltModule> modules) {
    return modules.stream().map(BuiltModule::name).collect(Collectors.toCollection(TreeSet::new));
  }

  @Override
  public String toString() {
    return name();
  }
}
