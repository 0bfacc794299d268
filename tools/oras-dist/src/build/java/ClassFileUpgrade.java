import java.io.IOException;
import java.io.OutputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Copies a jar and converts class files of Java 5 and earlier to class files of Java 17, with the
 * stack maps that an AOT cache requires. Needs Java 24 or later, so it runs as a source file.
 */
final class ClassFileUpgrade {
  private final ClassFile format;

  private ClassFileUpgrade(ClassLoader loader) {
    format =
        ClassFile.of(
            StackMapsOption.GENERATE_STACK_MAPS,
            ClassHierarchyResolverOption.of(
                ClassHierarchyResolver.ofResourceParsing(loader)
                    .orElse(ClassHierarchyResolver.defaultResolver())));
  }

  /** Copies the jar of the first path to the second path. */
  public static void main(String[] jars) throws IOException {
    Path from = Path.of(jars[0]);
    try (URLClassLoader loader = new URLClassLoader(new URL[] {from.toUri().toURL()});
        ZipFile old = new ZipFile(from.toFile());
        OutputStream file = Files.newOutputStream(Path.of(jars[1]));
        ZipOutputStream copy = new ZipOutputStream(file)) {
      ClassFileUpgrade upgrade = new ClassFileUpgrade(loader);
      for (ZipEntry entry : Collections.list(old.entries())) {
        byte[] bytes = old.getInputStream(entry).readAllBytes();
        copy.putNextEntry(new ZipEntry(entry.getName()));
        copy.write(entry.getName().endsWith(".class") ? upgrade.upgraded(bytes) : bytes);
      }
    }
  }

  private byte[] upgraded(byte[] bytes) {
    ClassModel model = format.parse(bytes);
    if (model.majorVersion() >= ClassFile.JAVA_6_VERSION) {
      return bytes;
    }
    return format.transformClass(
        model,
        // Only method bodies that are written again get stack maps.
        ClassTransform.transformingMethodBodies((code, element) -> code.with(element))
            .andThen(
                (type, element) ->
                    type.with(
                        element instanceof ClassFileVersion
                            ? ClassFileVersion.of(ClassFile.JAVA_17_VERSION, 0)
                            : element)));
  }
}
