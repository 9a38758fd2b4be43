// isinstance() and issubclass().
#include "runtime/object/instance_check.h"

#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/function.h"
#include "runtime/object/generic_alias.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"

namespace krait {
namespace {

// __bases__ when it is a tuple, else Empty: what makes an object look like a class.
bool LookupBases(Isolate* iso, Value v, Value* bases) {
  KRAIT_CHECK_OK(LookupAttr(iso, v, iso->names().dunder_bases, bases));
  if (!HasKind(*bases, ObjectKind::kTuple)) *bases = Value::Empty();
  return true;
}

bool CheckClass(Isolate* iso, Value v, const char* message) {
  Value bases;
  KRAIT_CHECK_OK(LookupBases(iso, v, &bases));
  if (bases) return true;
  return RaiseTypeError(iso, message);
}

bool AbstractIsSubclass(Isolate* iso, Value derived, Value cls, bool* result) {
  if (!iso->CheckStack(" in __subclasscheck__")) return false;
  *result = derived == cls;
  if (*result) return true;
  Value bases;
  KRAIT_CHECK_OK(LookupBases(iso, derived, &bases));
  if (!bases) return true;
  for (int64_t i = 0; i < bases.As<Tuple>()->size && !*result; ++i) {
    KRAIT_CHECK_OK(AbstractIsSubclass(iso, bases.As<Tuple>()->items[i], cls, result));
  }
  return true;
}

// The hook of the class, where it is not type's own.
bool CallHook(Isolate* iso, Value cls, Special hook, Value v, bool* result, bool* done) {
  const Value method = LookupSpecial(iso, cls, hook);
  *done = static_cast<bool>(method);
  if (!method) return true;
  const Value arguments[] = {v};
  bool found;
  KRAIT_TRY(Value, answer, CallSpecial(iso, cls, hook, arguments, &found));
  return Truth(iso, answer, result);
}

template <typename Check>
bool AnyOf(Isolate* iso, Tuple* classes, bool* result, Check check) {
  if (!iso->CheckStack(" in __instancecheck__")) return false;
  *result = false;
  for (int64_t i = 0; i < classes->size && !*result; ++i) {
    KRAIT_CHECK_OK(check(classes->items[i]));
  }
  return true;
}

// Whether the value's __class__ is known to be its type: the commonest built-in kinds.
bool HasPlainClass(Value v) {
  if (!v.IsHeap()) return true;
  const ShapeId shape = v.AsHeap()->shape;
  for (ObjectKind kind : {ObjectKind::kStr, ObjectKind::kTuple, ObjectKind::kList,
                          ObjectKind::kDict, ObjectKind::kSet, ObjectKind::kBytes}) {
    if (shape == static_cast<ShapeId>(kind)) return true;
  }
  return false;
}

}  // namespace

bool RecursiveIsInstance(Isolate* iso, Value instance, Value cls, bool* result) {
  if (HasKind(cls, ObjectKind::kType)) {
    *result = IsInstanceOf(iso, instance, cls.As<Type>());
    if (*result || HasPlainClass(instance)) return true;
    // Proxies say by __class__ what they stand for.
    Value claimed;
    KRAIT_CHECK_OK(LookupAttr(iso, instance, iso->names().dunder_class, &claimed));
    if (HasKind(claimed, ObjectKind::kType) &&
        claimed != Value::Object(TypeOf(iso, instance))) {
      *result = IsSubtype(claimed.As<Type>(), cls.As<Type>());
    }
    return true;
  }
  KRAIT_CHECK_OK(CheckClass(
      iso, cls, "isinstance() arg 2 must be a type, a tuple of types, or a union"));
  Value claimed;
  KRAIT_CHECK_OK(LookupAttr(iso, instance, iso->names().dunder_class, &claimed));
  *result = false;
  return !claimed || AbstractIsSubclass(iso, claimed, cls, result);
}

bool RecursiveIsSubclass(Isolate* iso, Value derived, Value cls, bool* result) {
  if (HasKind(cls, ObjectKind::kType) && HasKind(derived, ObjectKind::kType)) {
    *result = IsSubtype(derived.As<Type>(), cls.As<Type>());
    return true;
  }
  KRAIT_CHECK_OK(CheckClass(iso, derived, "issubclass() arg 1 must be a class"));
  if (!HasKind(cls, ObjectKind::kUnionType)) {
    KRAIT_CHECK_OK(CheckClass(
        iso, cls, "issubclass() arg 2 must be a class, a tuple of classes, or a union"));
  }
  return AbstractIsSubclass(iso, derived, cls, result);
}

bool IsInstance(Isolate* iso, Value v, Value class_info, bool* result) {
  if (Value::Object(TypeOf(iso, v)) == class_info) {
    *result = true;
    return true;
  }
  // A class whose metaclass is type itself has nothing to ask.
  if (IsExact(class_info, ObjectKind::kType)) return RecursiveIsInstance(iso, v, class_info, result);
  Tuple* classes = CastTo<Tuple>(class_info, ObjectKind::kTuple);
  if (HasKind(class_info, ObjectKind::kUnionType)) classes = class_info.As<UnionType>()->args;
  if (classes != nullptr) {
    return AnyOf(iso, classes, result,
                 [&](Value cls) { return IsInstance(iso, v, cls, result); });
  }
  bool done;
  KRAIT_CHECK_OK(CallHook(iso, class_info, Special::kInstancecheck, v, result, &done));
  return done || RecursiveIsInstance(iso, v, class_info, result);
}

bool IsSubclass(Isolate* iso, Value v, Value class_info, bool* result) {
  if (IsExact(class_info, ObjectKind::kType)) {
    *result = v == class_info;
    return *result || RecursiveIsSubclass(iso, v, class_info, result);
  }
  Tuple* classes = CastTo<Tuple>(class_info, ObjectKind::kTuple);
  if (HasKind(class_info, ObjectKind::kUnionType)) classes = class_info.As<UnionType>()->args;
  if (classes != nullptr) {
    return AnyOf(iso, classes, result,
                 [&](Value cls) { return IsSubclass(iso, v, cls, result); });
  }
  bool done;
  KRAIT_CHECK_OK(CallHook(iso, class_info, Special::kSubclasscheck, v, result, &done));
  return done || RecursiveIsSubclass(iso, v, class_info, result);
}

}  // namespace krait
