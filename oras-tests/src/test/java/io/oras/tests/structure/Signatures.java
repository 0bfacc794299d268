package io.oras.tests.structure;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a type shows to those who use it. */
final class Signatures {
  private Signatures() {}

  static boolean isVisible(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }

  static List<Constructor<?>> constructors(Class<?> type) {
    return visible(type, type.getDeclaredConstructors());
  }

  /** The methods of a type, and those that it inherits from superclasses that are not public. */
  static List<Method> methods(Class<?> type) {
    return Stream.<Class<?>>iterate(type, Objects::nonNull, Class::getSuperclass)
        .takeWhile(each -> each == type || !isVisible(each.getModifiers()))
        .flatMap(each -> visible(type, each.getDeclaredMethods()).stream())
        .toList();
  }

  /** The nearest superclass that is public, since callers do not see any other. */
  static @Nullable Type superclass(Class<?> type) {
    Class<?> parent = type.getSuperclass();
    return parent == null || isVisible(parent.getModifiers())
        ? type.getGenericSuperclass()
        : superclass(parent);
  }

  static List<Field> fields(Class<?> type) {
    return visible(type, type.getDeclaredFields());
  }

  private static <M extends Member> List<M> visible(Class<?> type, M[] members) {
    return Arrays.stream(members)
        .filter(member -> isVisible(member.getModifiers()) && !member.isSynthetic())
        .filter(
            member ->
                Modifier.isPublic(member.getModifiers()) || !Modifier.isFinal(type.getModifiers()))
        .toList();
  }

  /** All types that a program meets which extends or calls this one. */
  static Set<Class<?>> mentioned(Class<?> type) {
    Set<Class<?>> found = new HashSet<>();
    Set<Type> seen = new HashSet<>();
    collect(superclass(type), found, seen);
    collect(type.getGenericInterfaces(), found, seen);
    collect(type.getTypeParameters(), found, seen);
    fields(type).forEach(field -> collect(field.getGenericType(), found, seen));
    Stream.concat(constructors(type).stream(), methods(type).stream())
        .forEach(
            (Executable code) -> {
              collect(code.getGenericParameterTypes(), found, seen);
              collect(code.getGenericExceptionTypes(), found, seen);
              collect(code.getTypeParameters(), found, seen);
              collect(code.getAnnotatedReturnType().getType(), found, seen);
            });
    return found;
  }

  private static void collect(Type[] types, Set<Class<?>> found, Set<Type> seen) {
    Stream.of(types).filter(Objects::nonNull).forEach(type -> collect(type, found, seen));
  }

  private static void collect(@Nullable Type type, Set<Class<?>> found, Set<Type> seen) {
    if (type == null || !seen.add(type)) {
      return;
    }
    if (type instanceof Class<?> plain) {
      if (plain.isArray()) {
        collect(plain.getComponentType(), found, seen);
      } else {
        found.add(plain);
      }
    } else if (type instanceof ParameterizedType generic) {
      collect(generic.getRawType(), found, seen);
      collect(generic.getActualTypeArguments(), found, seen);
    } else if (type instanceof GenericArrayType array) {
      collect(array.getGenericComponentType(), found, seen);
    } else if (type instanceof TypeVariable<?> variable
        && !(variable.getGenericDeclaration() instanceof Class<?> owner
            && !isVisible(owner.getModifiers()))) {
      collect(variable.getBounds(), found, seen);
    } else if (type instanceof WildcardType wildcard) {
      collect(wildcard.getUpperBounds(), found, seen);
      collect(wildcard.getLowerBounds(), found, seen);
    }
  }
}
