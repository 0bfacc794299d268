package io.oras.tests.structure;

import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The public API of a module as text: a line for each type and each member, sorted. What may be
 * null has a question mark; well-known packages are left out.
 */
final class ApiText {
  /** The members that every object, record or enum has. */
  private static final Set<String> USUAL =
      Set.of(
          "equals(Object)",
          "equals(Object?)",
          "hashCode()",
          "toString()",
          "values()",
          "valueOf(String)");

  private ApiText() {}

  static List<String> of(BuiltModule module) {
    return module.publicTypes().stream()
        .flatMap(type -> lines(type).stream())
        .sorted()
        .distinct()
        .toList();
  }

  private static List<String> lines(Class<?> type) {
    String name = type.getCanonicalName();
    return Stream.of(
            Stream.of(name + variables(type.getTypeParameters()) + " (" + kind(type) + ")"),
            Signatures.fields(type).stream().map(field -> name + "#" + field(field)),
            Signatures.constructors(type).stream().map(code -> name + "#" + constructor(code)),
            Signatures.methods(type).stream()
                .filter(code -> !USUAL.contains(code.getName() + parameters(code)))
                .map(code -> name + "#" + method(type, code)))
        .flatMap(lines -> lines)
        .toList();
  }

  private static String kind(Class<?> type) {
    StringBuilder text = new StringBuilder(modifiers(type.getModifiers(), type.isInterface()));
    text.append(type.isSealed() ? "sealed " : "");
    text.append(
        type.isAnnotation()
            ? "annotation"
            : type.isInterface()
                ? "interface"
                : type.isRecord() ? "record" : type.isEnum() ? "enum" : "class");
    Type parent = Signatures.superclass(type);
    if (parent != null && !type.isRecord() && !type.isEnum() && parent != Object.class) {
      text.append(" extends ").append(name(parent));
    }
    if (type.getGenericInterfaces().length > 0) {
      text.append(type.isInterface() ? " extends " : " implements ");
      text.append(names(type.getGenericInterfaces()));
    }
    if (type.isSealed()) {
      text.append(" permits ").append(names(type.getPermittedSubclasses()));
    }
    return text.toString();
  }

  private static String field(Field field) {
    return field.getName()
        + ": "
        + modifiers(field.getModifiers(), false)
        + name(field.getAnnotatedType());
  }

  private static String constructor(Constructor<?> code) {
    String rest = modifiers(code.getModifiers(), false).strip() + thrown(code);
    return "new" + parameters(code) + (rest.isEmpty() ? "" : ": " + rest.strip());
  }

  private static String method(Class<?> type, Method code) {
    return code.getName()
        + variables(code.getTypeParameters())
        + parameters(code)
        + ": "
        + (code.isDefault() ? "default " : "")
        + modifiers(code.getModifiers(), code.getDeclaringClass().isInterface())
        + returned(type, code)
        + thrown(code);
  }

  /** A hidden superclass of a builder returns the builder. */
  private static String returned(Class<?> type, Method code) {
    return code.getDeclaringClass() != type
            && code.getGenericReturnType() instanceof TypeVariable<?> variable
            && variable.getGenericDeclaration() == code.getDeclaringClass()
        ? name(type)
        : name(code.getAnnotatedReturnType());
  }

  /**
   * The compilers of JDK 21 and later mark the parameters of a compact constructor as implicit, for
   * which {@code getAnnotatedParameterTypes} has no type arguments.
   */
  static String parameters(Executable code) {
    AnnotatedType[] annotated = code.getAnnotatedParameterTypes();
    Type[] generic = code.getGenericParameterTypes();
    return IntStream.range(0, annotated.length)
        .mapToObj(
            i ->
                generic.length == annotated.length
                    ? name(generic[i], annotated[i])
                    : name(annotated[i]))
        .collect(Collectors.joining(", ", "(", ")"));
  }

  private static String thrown(Executable code) {
    return code.getExceptionTypes().length == 0
        ? ""
        : " throws " + names(code.getGenericExceptionTypes());
  }

  private static String variables(TypeVariable<?>[] variables) {
    return variables.length == 0
        ? ""
        : Arrays.stream(variables)
            .map(
                each ->
                    each.getBounds()[0] == Object.class
                        ? each.getName()
                        : each.getName() + " extends " + names(each.getBounds()))
            .collect(Collectors.joining(", ", "<", ">"));
  }

  /** Those that matter to a caller; public goes without saying. */
  private static String modifiers(int modifiers, boolean inInterface) {
    int told =
        modifiers
            & (Modifier.PROTECTED
                | Modifier.STATIC
                | Modifier.FINAL
                | (inInterface ? 0 : Modifier.ABSTRACT));
    return told == 0 ? "" : Modifier.toString(told) + " ";
  }

  private static String name(AnnotatedType type) {
    return name(type.getType(), type);
  }

  private static String name(Type type, AnnotatedType annotated) {
    boolean nullable =
        Arrays.stream(annotated.getAnnotations()).anyMatch(each -> each instanceof Nullable);
    return name(type) + (nullable ? "?" : "");
  }

  private static String names(Type[] types) {
    return Arrays.stream(types)
        .map(ApiText::name)
        .collect(Collectors.toCollection(TreeSet::new))
        .stream()
        .collect(Collectors.joining(", "));
  }

  private static String name(Type type) {
    return type.getTypeName()
        .replaceAll(
            "\\b(?:java\\.(?:lang|util|io|net|time|nio\\.file)|io\\.oras)(?:\\.[a-z]+)*\\.(?=[A-Z])",
            "")
        .replace('$', '.');
  }
}
