// The built-in type `object`.
#include "runtime/object/object_type.h"

#include <cstdio>
#include <string>

#include "callsite/property_cell.h"
#include "runtime/collection/dict.h"
#include "runtime/collection/list.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/object/checks.h"
#include "runtime/object/descriptors.h"
#include "runtime/object/errors.h"
#include "runtime/object/instance_shape.h"
#include "runtime/object/kind_table.h"
#include "runtime/object/module.h"
#include "runtime/object/mro.h"
#include "runtime/object/operations.h"
#include "runtime/object/shape.h"
#include "runtime/object/type.h"
#include "runtime/object/type_call.h"
#include "runtime/object/type_type.h"
#include "runtime/text/str.h"

namespace krait {
namespace {

std::string Text(const Str* s) { return std::string(s->view()); }

Value Incomparable(Isolate*, Value*, size_t) { return Value::NotImplemented(); }

Value NotEqual(Isolate* iso, Value* args, size_t) {
  const Value arguments[] = {args[1]};
  bool found;
  KRAIT_TRY(Value, equal, CallSpecial(iso, args[0], Special::kEq, arguments, &found));
  if (equal.IsNotImplemented()) return equal;
  bool truth;
  KRAIT_CHECK_OK(Truth(iso, equal, &truth));
  return Value::Bool(!truth);
}

Value InitSubclass(Isolate*, Value*, size_t) { return Value::None(); }
Value SubclassHook(Isolate*, Value*, size_t) { return Value::NotImplemented(); }

Value SizeOf(Isolate*, Value* args, size_t) {
  if (!args[0].IsHeap()) return Value::Int(16);
  return Value::Int(static_cast<int64_t>(gc::Heap::AllocationSize(args[0].AsHeap())));
}

// The names of a class and of its bases, through __dict__ and __bases__, which any object may have.
bool MergeClassNames(Isolate* iso, Dict* names, Value cls) {
  if (!iso->CheckStack()) return false;
  Value dict;
  KRAIT_CHECK_OK(LookupAttr(iso, cls, iso->names().dunder_dict, &dict));
  if (dict) {
    KRAIT_TRY(List*, keys, ListFromIterable(iso, dict));
    for (int64_t i = 0; i < keys->size; ++i) {
      KRAIT_CHECK_OK(names->SetItem(iso, keys->At(i), Value::None()));
    }
  }
  Value bases;
  KRAIT_CHECK_OK(LookupAttr(iso, cls, iso->names().dunder_bases, &bases));
  if (!HasKind(bases, ObjectKind::kTuple)) return true;
  for (int64_t i = 0; i < bases.As<Tuple>()->size; ++i) {
    KRAIT_CHECK_OK(MergeClassNames(iso, names, bases.As<Tuple>()->items[i]));
  }
  return true;
}

Value Dir(Isolate* iso, Value* args, size_t) {
  KRAIT_TRY(Dict*, names, Dict::New(iso));
  Value own;
  KRAIT_CHECK_OK(LookupAttr(iso, args[0], iso->names().dunder_dict, &own));
  if (HasKind(own, ObjectKind::kDict)) {
    int64_t position = 0;
    Value key, value;
    while (own.As<Dict>()->NextEntry(&position, &key, &value)) {
      KRAIT_CHECK_OK(names->SetItem(iso, key, Value::None()));
    }
  }
  Value cls;
  KRAIT_CHECK_OK(LookupAttr(iso, args[0], iso->names().dunder_class, &cls));
  if (cls) KRAIT_CHECK_OK(MergeClassNames(iso, names, cls));
  return Value::Object(ListFromIterable(iso, Value::Object(names)));
}

Value GetClass(Isolate* iso, Value self) { return Value::Object(TypeOf(iso, self)); }

// Sites that are linked for one module or one class have no guard that a change of its class would
// fail: they depend on a cell.
void UnlinkAttributes(Isolate* iso, Value object) {
  PropertyCell* cell = nullptr;
  if (HasKind(object, ObjectKind::kType)) {
    cell = object.As<Type>()->hierarchy;
  } else if (HasKind(object, ObjectKind::kModule)) {
    const Dict* dict = object.As<Module>()->dict;
    if (dict->HasCells()) cell = dict->FindCell(iso->names().dunder_class);
  }
  if (cell != nullptr) cell->point.Fire();
}

bool SetClass(Isolate* iso, Value self, Value v) {
  if (!v) return RaiseTypeError(iso, "can't delete __class__ attribute");
  if (!HasKind(v, ObjectKind::kType)) {
    return RaiseF(iso, ExceptionId::kTypeError, "__class__ must be set to a class, not '%s' object",
                  TypeName(iso, v));
  }
  Type* to = v.As<Type>();
  Type* from = TypeOf(iso, self);
  const Type* module = iso->type(ObjectKind::kModule);
  const bool modules = IsSubtype(from, module) && IsSubtype(to, module);
  if (!modules && ((from->type_flags | to->type_flags) & kImmutable) != 0) {
    return RaiseTypeError(
        iso, "__class__ assignment only supported for mutable types or ModuleType subclasses");
  }
  if (!modules && (!SameLayout(from, to) || SolidBase(iso, from) != SolidBase(iso, to))) {
    // Classes that both add the same slots to the same base count as equal.
    if (!SameLayout(from, to) || !SameSlots(iso, from, to)) {
      return RaiseF(iso, ExceptionId::kTypeError,
                    "__class__ assignment: '%s' object layout differs from '%s'", TypeFullName(to),
                    TypeFullName(from));
    }
  }
  if (!MoveToClass(iso, self.AsHeap(), to)) return false;
  UnlinkAttributes(iso, self);
  return true;
}

constexpr NativeMethod kMethods[] = {
    {"__new__", ObjectNew, "($cls, /, *args, **kwargs)", kConstructor},
    {"__init__", ObjectInit, "($self, /, *args, **kwargs)"},
    {"__repr__", ObjectRepr, "($self, /)"},
    {"__str__", ObjectStr, "($self, /)"},
    {"__hash__", ObjectHash, "($self, /)"},
    {"__eq__", ObjectEq, "($self, value, /)"},
    {"__ne__", NotEqual, "($self, value, /)"},
    {"__lt__", Incomparable, "($self, value, /)"},
    {"__le__", Incomparable, "($self, value, /)"},
    {"__gt__", Incomparable, "($self, value, /)"},
    {"__ge__", Incomparable, "($self, value, /)"},
    {"__getattribute__", ObjectGetattribute, "($self, name, /)"},
    {"__setattr__", ObjectSetattr, "($self, name, value, /)"},
    {"__delattr__", ObjectDelattr, "($self, name, /)"},
    {"__format__", ObjectFormat, "($self, format_spec, /)", kNativeDefault,
     "Default object formatter."},
    {"__dir__", Dir, "($self, /)", kNativeDefault, "Default dir() implementation."},
    {"__sizeof__", SizeOf, "($self, /)", kNativeDefault, "Size of object in memory, in bytes."},
    {"__reduce__", ObjectReduce, "($self, /)", kNativeDefault, "Helper for pickle."},
    {"__reduce_ex__", ObjectReduceEx, "($self, protocol, /)", kNativeDefault, "Helper for pickle."},
    {"__getstate__", ObjectGetstate, "($self, /)", kNativeDefault, "Helper for pickle."},
    {"__init_subclass__", InitSubclass, "($cls, /)", kClassMethod,
     "This method is called when a class is subclassed.\n\n"
     "The default implementation does nothing. It may be\n"
     "overridden to extend subclasses."},
    {"__subclasshook__", SubclassHook, "($cls, subclass, /)", kClassMethod,
     "Abstract classes can override this to customize issubclass()."},
};

constexpr NativeProperty kProperties[] = {
    {"__class__", GetClass, SetClass, "the object's class"},
};

}  // namespace

const TypeSpec kObjectTypeSpec = {
    .name = "object",
    .kind = ObjectKind::kObject,
    .methods = kMethods,
    .properties = kProperties,
    .flags = kSubclassable | kNoWeakReferences,
    .doc =
        "The base class of the class hierarchy.\n\n"
        "When called, it accepts no arguments and returns a new featureless\n"
        "instance that has no instance attributes and cannot be given any.\n",
};

std::string AddressText(Value v) {
  char buffer[32];
  std::snprintf(buffer, sizeof(buffer), "0x%012llx", static_cast<unsigned long long>(v.bits()));
  return buffer;
}

Str* DefaultRepr(Isolate* iso, Value v) {
  return Str::New(
      iso, "<" + TypeDisplayName(iso, TypeOf(iso, v)) + " object at " + AddressText(v) + ">");
}

Value ObjectNew(Isolate* iso, Value* args, size_t) {
  Type* type = args[0].As<Type>();
  if (args[1].As<Tuple>()->size != 0 || args[2].As<Dict>()->size != 0) {
    if (!HasDefaultNew(iso, type)) {
      return RaiseTypeError(
          iso, "object.__new__() takes exactly one argument (the type to instantiate)");
    }
    if (HasDefaultInit(iso, type)) {
      return RaiseTypeError(iso, Text(type->name) + "() takes no arguments");
    }
  }
  return NewPlainInstance(iso, type);
}

Value ObjectInit(Isolate* iso, Value* args, size_t) {
  if (args[1].As<Tuple>()->size == 0 && args[2].As<Dict>()->size == 0) return Value::None();
  Type* type = TypeOf(iso, args[0]);
  if (!HasDefaultInit(iso, type)) {
    return RaiseTypeError(
        iso, "object.__init__() takes exactly one argument (the instance to initialize)");
  }
  if (HasDefaultNew(iso, type)) {
    return RaiseTypeError(iso, Text(type->name) +
                                   ".__init__() takes exactly one argument (the "
                                   "instance to initialize)");
  }
  return Value::None();
}

Value ObjectRepr(Isolate* iso, Value* args, size_t) {
  return Value::Object(DefaultRepr(iso, args[0]));
}

Value ObjectStr(Isolate* iso, Value* args, size_t) { return Value::Object(Repr(iso, args[0])); }

Value ObjectHash(Isolate*, Value* args, size_t) {
  // Objects are 16 bytes apart: the low bits say nothing.
  const uint64_t bits = args[0].bits();
  return Value::Int(static_cast<int64_t>((bits >> 4 | bits << 60) & 0xFFFFFFFFFFFF));
}

Value ObjectEq(Isolate*, Value* args, size_t) {
  return Identical(args[0], args[1]) ? Value::True() : Value::NotImplemented();
}

Value ObjectFormat(Isolate* iso, Value* args, size_t) {
  if (!HasKind(args[1], ObjectKind::kStr)) {
    return RaiseF(iso, ExceptionId::kTypeError, "__format__() argument must be str, not %s",
                  args[1].IsNone() ? "None" : TypeName(iso, args[1]));
  }
  if (args[1].As<Str>()->byte_length != 0) {
    return RaiseF(iso, ExceptionId::kTypeError,
                  "unsupported format string passed to %.200s.__format__", TypeName(iso, args[0]));
  }
  return Value::Object(ToStr(iso, args[0]));
}

}  // namespace krait
