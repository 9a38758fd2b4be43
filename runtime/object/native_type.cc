// Built-in types from their tables.
#include "runtime/object/native_type.h"

#include <cstring>
#include <string>

#include "runtime/collection/dict.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/isolate_state.h"
#include "runtime/object/checks.h"
#include "runtime/object/descriptors.h"
#include "runtime/object/errors.h"
#include "runtime/object/exception_types.h"
#include "runtime/object/function.h"
#include "runtime/object/mro.h"
#include "runtime/object/shape_table.h"
#include "runtime/object/slots.h"
#include "runtime/object/special.h"
#include "runtime/object/subclasses.h"
#include "runtime/object/type.h"
#include "runtime/text/str.h"

namespace krait {
namespace {

constexpr uint32_t kInheritedFlags = kSequencePattern | kMappingPattern | kSelfMatch | kHasDict;

// Names that CPython implements as slots of the type: their functions are 'slot wrappers'.
constexpr std::string_view kSlotNames[] = {
    "__repr__",     "__hash__",     "__call__",       "__str__",        "__getattribute__",
    "__getattr__",  "__setattr__",  "__delattr__",    "__lt__",         "__le__",
    "__eq__",       "__ne__",       "__gt__",         "__ge__",         "__iter__",
    "__next__",     "__get__",      "__set__",        "__delete__",     "__init__",
    "__del__",      "__await__",    "__aiter__",      "__anext__",      "__add__",
    "__radd__",     "__iadd__",     "__sub__",        "__rsub__",       "__isub__",
    "__mul__",      "__rmul__",     "__imul__",       "__mod__",        "__rmod__",
    "__imod__",     "__divmod__",   "__rdivmod__",    "__pow__",        "__rpow__",
    "__ipow__",     "__neg__",      "__pos__",        "__abs__",        "__bool__",
    "__invert__",   "__lshift__",   "__rlshift__",    "__ilshift__",    "__rshift__",
    "__rrshift__",  "__irshift__",  "__and__",        "__rand__",       "__iand__",
    "__or__",       "__ror__",      "__ior__",        "__xor__",        "__rxor__",
    "__ixor__",     "__int__",      "__float__",      "__floordiv__",   "__rfloordiv__",
    "__ifloordiv__", "__truediv__", "__rtruediv__",   "__itruediv__",   "__index__",
    "__matmul__",   "__rmatmul__",  "__imatmul__",    "__len__",        "__getitem__",
    "__setitem__",  "__delitem__",  "__contains__",
};

// The few that are ordinary methods besides being slots, because they are called by name a lot.
bool IsCoexisting(const Type* type, std::string_view name) {
  switch (type->instance_kind) {
    case ObjectKind::kList:
      return name == "__getitem__";
    case ObjectKind::kDict:
      return name == "__getitem__" || name == "__contains__";
    case ObjectKind::kSet:
    case ObjectKind::kFrozenSet:
      return name == "__contains__";
    default:
      return false;
  }
}

bool IsSlotWrapper(const Type* type, std::string_view name) {
  if (name.size() < 5 || name[0] != '_' || IsCoexisting(type, name)) return false;
  for (std::string_view slot : kSlotNames) {
    if (slot == name) return true;
  }
  return false;
}

Value MakeMethod(Isolate* iso, Type* type, const NativeMethod* method) {
  NativeFunction* function = NativeFunction::New(iso, method, Value::Empty(), Value::Empty());
  if (function == nullptr) return Value::Empty();
  function->owner = type;
  iso->Barrier(function);
  ObjectKind kind = ObjectKind::kMethodDescriptor;
  if ((method->flags & kConstructor) != 0) {
    return Value::Object(function);
  } else if ((method->flags & kStaticMethod) != 0) {
    return Value::Object(
        MethodHolder::New(iso, ObjectKind::kStaticMethod, Value::Object(function)));
  } else if ((method->flags & kClassMethod) != 0) {
    kind = ObjectKind::kClassMethodDescriptor;
  } else if (IsSlotWrapper(type, method->name)) {
    kind = ObjectKind::kWrapperDescriptor;
  }
  function->kind = static_cast<uint8_t>(kind);
  function->shape = static_cast<ShapeId>(kind);
  return Value::Object(function);
}

// As in CPython, where room for the references costs a word in each object.
bool KindSupportsWeakReferences(ObjectKind kind) {
  switch (kind) {
    case ObjectKind::kType:
    case ObjectKind::kFunction:
    case ObjectKind::kNativeFunction:
    case ObjectKind::kBoundMethod:
    case ObjectKind::kModule:
    case ObjectKind::kCode:
    case ObjectKind::kGenericAlias:
    case ObjectKind::kGenerator:
    case ObjectKind::kCoroutine:
    case ObjectKind::kAsyncGenerator:
    case ObjectKind::kSet:
    case ObjectKind::kFrozenSet:
    case ObjectKind::kMemoryView:
    case ObjectKind::kNativeInstance:
      return true;
    default:
      return false;
  }
}

// "int(x)\n--\n\ntext": CPython keeps signatures in front of doc strings; ours has only the text.
Value DocOf(Isolate* iso, const char* doc) {
  return doc == nullptr ? Value::None() : Value::Object(Str::New(iso, doc));
}

}  // namespace

Type* AllocateNativeType(Isolate* iso) {
  return iso->heap().New<Type>(static_cast<ShapeId>(ObjectKind::kType),
                               static_cast<uint8_t>(ObjectKind::kType));
}

void FillNativeType(Isolate* iso, Type* type, const TypeSpec* spec, Type* base, ShapeId id) {
  const char* dot = std::strrchr(spec->name, '.');
  type->name = Str::Intern(iso, dot == nullptr ? spec->name : dot + 1);
  type->qualname = type->name;
  type->spec = spec;
  type->layout_spec = spec;
  type->layout = spec->layout != nullptr ? spec->layout : base != nullptr ? base->layout : nullptr;
  type->instance_kind = spec->kind;
  type->type_flags = spec->flags | kImmutable | (base ? base->type_flags & kInheritedFlags : 0);
  type->has_dict = (type->type_flags & kHasDict) != 0;
  type->has_weakref =
      KindSupportsWeakReferences(spec->kind) && (spec->flags & kNoWeakReferences) == 0;
  type->bases = base == nullptr ? Tuple::New(iso, 0) : Tuple::Of(iso, {Value::Object(base)});
  const int64_t depth = base == nullptr ? 0 : base->mro->size;
  Tuple* mro = Tuple::New(iso, depth + 1);
  mro->items[0] = Value::Object(type);
  for (int64_t i = 0; i < depth; ++i) mro->items[i + 1] = base->mro->items[i];
  type->mro = mro;
  if (type->has_dict && !KindHasAttributeWord(spec->kind)) {
    type->has_tail_attributes = true;
    type->tail_words = 1;
  }
  Shape* root = iso->state().shapes.NewRoot(type, id, 0, 0, true);
  type->root_shape = root;
  type->dictionary_shape = root;
  iso->Barrier(type);
  // Linking every built-in to object would cost more than it is worth: nothing that happens to
  // object's attributes has to reach them but Subclasses(), which asks the kinds.
  if (base != nullptr && iso->state().ready) AddSubclass(iso, base, type);
}

void FillExceptionGroupType(Isolate* iso, Type* type) {
  const auto id = ExceptionId::kExceptionGroup;
  Type* group = iso->exception_type(ExceptionId::kBaseExceptionGroup);
  Type* exception = iso->exception_type(ExceptionId::kException);
  FillNativeType(iso, type, ExceptionSpec(id), group, ShapeTable::kFirstShape);
  type->bases = Tuple::Of(iso, {Value::Object(group), Value::Object(exception)});
  type->mro = Tuple::Of(
      iso, {Value::Object(type), Value::Object(group), Value::Object(exception),
            Value::Object(iso->exception_type(ExceptionId::kBaseException)),
            Value::Object(iso->type(ObjectKind::kObject))});
  iso->Barrier(type);
}

Type* NewNativeType(Isolate* iso, const TypeSpec* spec) {
  const gc::DisallowCollection no_collection(iso->heap());
  Type* base = iso->type(ObjectKind::kObject);
  if (spec->base != nullptr) base = TypeOfSpec(iso, spec->base);
  if (base == nullptr) return nullptr;
  Type* type = AllocateNativeType(iso);
  FillNativeType(iso, type, spec, base, ShapeTable::kFirstShape);
  return type;
}

Type* TypeOfSpec(Isolate* iso, const TypeSpec* spec) {
  if (spec->kind != ObjectKind::kNativeInstance && KindSpec(spec->kind) == spec) {
    return iso->type(spec->kind);
  }
  if (spec->kind == ObjectKind::kException) {
    for (int i = 0; i < kExceptionCount; ++i) {
      if (ExceptionSpec(static_cast<ExceptionId>(i)) == spec) {
        return iso->exception_type(static_cast<ExceptionId>(i));
      }
    }
  }
  return iso->native_type(spec);
}

bool FillAttributes(Isolate* iso, Type* type) {
  Dict* own = Dict::NewNamespace(iso);
  if (own == nullptr) return false;
  const TypeSpec* spec = type->spec;
  for (const NativeMethod& method : spec->methods) {
    Str* name = Str::Intern(iso, method.name);
    const Value v = MakeMethod(iso, type, &method);
    if (!v || !own->Set(iso, name, v)) return false;
  }
  for (const NativeProperty& property : spec->properties) {
    Str* name = Str::Intern(iso, property.name);
    Value descriptor;
    if (property.member) {
      auto* member = MemberDescriptor::New(iso, type, name, -1);
      member->property = &property;
      descriptor = Value::Object(member);
    } else {
      descriptor = Value::Object(GetSetDescriptor::New(iso, type, &property));
    }
    if (!own->Set(iso, name, descriptor)) return false;
  }
  const Type* base = type->bases->size == 0 ? nullptr : type->bases->items[0].As<Type>();
  if (type->has_dict && base != nullptr && !base->has_dict &&
      !own->Get(iso, iso->names().dunder_dict)) {
    auto* descriptor = GetSetDescriptor::New(iso, type, InstanceDictProperty());
    if (!own->Set(iso, descriptor->name, Value::Object(descriptor))) return false;
  }
  if ((spec->flags & kUnhashable) != 0) {
    own->Set(iso, iso->special_name(Special::kHash), Value::None());
  }
  if (!own->Get(iso, iso->names().dunder_doc)) {
    own->Set(iso, iso->names().dunder_doc, DocOf(iso, spec->doc));
  }
  type->own = own;
  iso->Barrier(type);
  return true;
}

}  // namespace krait
