// Attributes: the protocol of reading, storing and deleting them.
#include "runtime/object/attribute.h"

#include <string>

#include "runtime/collection/dict.h"
#include "runtime/isolate.h"
#include "runtime/isolate_state.h"
#include "runtime/object/checks.h"
#include "runtime/object/descriptors.h"
#include "runtime/object/errors.h"
#include "runtime/object/exception.h"
#include "runtime/object/function.h"
#include "runtime/object/generic_alias.h"
#include "runtime/object/module.h"
#include "runtime/object/object_type.h"
#include "runtime/object/operations.h"
#include "runtime/object/property.h"
#include "runtime/object/shape.h"
#include "runtime/object/super.h"
#include "runtime/object/type.h"
#include "runtime/object/weak_reference.h"
#include "runtime/text/str.h"

namespace krait {
namespace {

inline std::string Text(const Str* s) { return std::string(s->view()); }

inline bool CanHaveOwn(Value object) { return object.IsHeap(); }

// Has the class a __getattribute__ (or __setattr__) of its own, written in script? Native ones are
// decided by the kind of object.
bool IsOverridden(Value special, NativeFn generic) {
  if (!special) return false;
  if (!HasKind(special, ObjectKind::kWrapperDescriptor)) return true;
  return special.As<NativeFunction>()->method->fn != generic;
}

// Does it go before instance attributes when reading? One with __set__ alone does not.
bool IsReadableDataDescriptor(Isolate* iso, Value descriptor) {
  return IsDataDescriptor(iso, descriptor) && LookupSpecial(iso, descriptor, Special::kGet);
}

bool FindModuleAttribute(Isolate* iso, Value object, Str* name, Value* result) {
  if (!FindGenericAttribute(iso, object, name, result)) return false;
  if (*result) return true;
  const Dict* dict = object.As<Module>()->dict;
  const Value hook =
      dict == nullptr ? Value::Empty() : dict->Get(iso, iso->special_name(Special::kGetattr));
  if (!hook) return true;
  *result = Call(iso, hook, {Value::Object(name)});
  return static_cast<bool>(*result);
}

// A bound method has the attributes of its function.
bool FindMethodAttribute(Isolate* iso, Value object, Str* name, Value* result) {
  if (!FindGenericAttribute(iso, object, name, result)) return false;
  if (*result) return true;
  return LookupAttr(iso, object.As<BoundMethod>()->function, name, result);
}

bool FindProxyAttribute(Isolate* iso, Value object, Str* name, Value* result) {
  HeapObject* target = object.As<WeakReference>()->target;
  if (target == nullptr) {
    return Raise(iso, ExceptionId::kReferenceError, "weakly-referenced object no longer exists");
  }
  *result = GetAttr(iso, Value::Object(target), name);
  return static_cast<bool>(*result);
}

// The whole protocol. Absent: true with *result Empty, unless the class's own hooks raised.
bool Find(Isolate* iso, Value object, Str* name, Value* result) {
  *result = Value::Empty();
  Type* type = TypeOf(iso, object);
  const Value reader = TypeSpecial(iso, type, Special::kGetattribute);
  const Value hook = TypeSpecial(iso, type, Special::kGetattr);
  bool ok;
  if (!IsOverridden(reader, ObjectGetattribute)) {
    ok = FindAttribute(iso, object, name, result);
  } else {
    if (!iso->CheckStack()) return false;
    bool found;
    const Value arguments[] = {Value::Object(name)};
    *result = CallSpecial(iso, object, Special::kGetattribute, arguments, &found);
    ok = static_cast<bool>(*result);
  }
  if (*result) return true;
  if (!hook) return ok;
  if (!ok && !ClearPendingIf(iso, ExceptionId::kAttributeError)) return false;
  if (!iso->CheckStack()) return false;
  bool found;
  const Value arguments[] = {Value::Object(name)};
  *result = CallSpecial(iso, object, Special::kGetattr, arguments, &found);
  return static_cast<bool>(*result);
}

std::string ModuleNameOf(Isolate* iso, const Module* module) {
  const Value name =
      module->dict == nullptr ? Value::Empty() : module->dict->Get(iso, iso->names().dunder_name);
  return HasKind(name, ObjectKind::kStr) ? Text(name.As<Str>()) : "";
}

bool IsInitializing(Isolate* iso, const Module* module) {
  if (module->dict == nullptr) return false;
  const Value spec = module->dict->Get(iso, iso->names().dunder_spec);
  if (!spec || spec.IsNone()) return false;
  Value v;
  bool truth = false;
  if (!LookupAttr(iso, spec, Str::Intern(iso, "_initializing"), &v) ||
      (v && !Truth(iso, v, &truth))) {
    iso->set_pending(Value::Empty());
  }
  return truth;
}

bool RaiseReadOnly(Isolate* iso, Value object, Str* name, bool on_class) {
  const std::string type = TypeName(iso, object);
  return Raise(iso, ExceptionId::kAttributeError,
               on_class ? "'" + type + "' object attribute '" + Text(name) + "' is read-only"
                        : "'" + type + "' object has no attribute '" + Text(name) + "'");
}

// Stores through a data descriptor. *done tells whether `descriptor` was one.
bool StoreThroughDescriptor(Isolate* iso, Value descriptor, Value object, Value v, bool* done) {
  *done = true;
  if (IsExact(descriptor, ObjectKind::kProperty)) {
    return SetProperty(iso, descriptor.As<Property>(), object, v);
  }
  if (HasKind(descriptor, ObjectKind::kMemberDescriptor)) {
    return SetMember(iso, descriptor.As<MemberDescriptor>(), object, v);
  }
  if (HasKind(descriptor, ObjectKind::kGetSetDescriptor)) {
    return SetComputed(iso, descriptor.As<GetSetDescriptor>(), object, v);
  }
  *done = false;
  if (!IsDataDescriptor(iso, descriptor)) return true;
  *done = true;
  bool found;
  if (v) {
    const Value arguments[] = {object, v};
    if (CallSpecial(iso, descriptor, Special::kSet, arguments, &found)) return true;
    if (!found) return Raise(iso, ExceptionId::kAttributeError, "__set__");
    return false;
  }
  const Value arguments[] = {object};
  if (CallSpecial(iso, descriptor, Special::kDelete, arguments, &found)) return true;
  if (!found) return Raise(iso, ExceptionId::kAttributeError, "__delete__");
  return false;
}

bool StoreOnType(Isolate* iso, Type* type, Str* name, Value v) {
  if ((type->type_flags & kImmutable) != 0) {
    return RaiseTypeError(iso, "cannot set '" + Text(name) + "' attribute of immutable type '" +
                                   TypeFullName(type) + "'");
  }
  const Value self = Value::Object(type);
  const Value descriptor = LookupOnType(iso, TypeOf(iso, self), name);
  if (descriptor) {
    bool done;
    if (!StoreThroughDescriptor(iso, descriptor, self, v, &done)) return false;
    if (done) return true;
  }
  if (!v) {
    const Dict* own = TypeAttributes(iso, type);
    if (!own->Get(iso, name)) {
      return Raise(iso, ExceptionId::kAttributeError,
                   std::string("type object '") + TypeFullName(type) + "' has no attribute '" +
                       Text(name) + "'");
    }
  }
  return SetTypeAttribute(iso, type, name, v);
}

}  // namespace

void CompleteAttributeError(Isolate* iso, Value object, Str* name) {
  const Value pending = iso->pending();
  if (!IsException(pending)) return;
  auto* e = pending.As<Exception>();
  if (e->layout != ExceptionLayout::kAttribute) return;
  if (e->extra[AttributeErrorField::kName] || e->extra[AttributeErrorField::kObj]) return;
  SetExceptionField(iso, e, AttributeErrorField::kName, Value::Object(name));
  SetExceptionField(iso, e, AttributeErrorField::kObj, object);
}

bool FindGenericAttribute(Isolate* iso, Value object, Str* name, Value* result) {
  Type* type = TypeOf(iso, object);
  const Value descriptor = LookupOnType(iso, type, name);
  if (descriptor && IsReadableDataDescriptor(iso, descriptor)) {
    *result = BindDescriptor(iso, descriptor, object, type);
    return static_cast<bool>(*result);
  }
  if (CanHaveOwn(object)) {
    *result = GetOwnAttribute(iso, object.AsHeap(), name);
    if (*result) return true;
  }
  *result = Value::Empty();
  if (!descriptor) return true;
  *result = BindDescriptor(iso, descriptor, object, type);
  return static_cast<bool>(*result);
}

bool FindTypeAttribute(Isolate* iso, Type* type, Str* name, Value* result) {
  const Value self = Value::Object(type);
  Type* metatype = TypeOf(iso, self);
  const Value descriptor = LookupOnType(iso, metatype, name);
  if (descriptor && IsReadableDataDescriptor(iso, descriptor)) {
    *result = BindDescriptor(iso, descriptor, self, metatype);
    return static_cast<bool>(*result);
  }
  const Value own = LookupOnType(iso, type, name);
  if (own) {
    *result = BindDescriptor(iso, own, Value::Empty(), type);
    return static_cast<bool>(*result);
  }
  *result = Value::Empty();
  if (!descriptor) return true;
  *result = BindDescriptor(iso, descriptor, self, metatype);
  return static_cast<bool>(*result);
}

bool FindAttribute(Isolate* iso, Value object, Str* name, Value* result) {
  if (object.IsHeap()) {
    switch (static_cast<ObjectKind>(object.AsHeap()->kind)) {
      case ObjectKind::kType:
        return FindTypeAttribute(iso, object.As<Type>(), name, result);
      case ObjectKind::kModule:
        return FindModuleAttribute(iso, object, name, result);
      case ObjectKind::kBoundMethod:
        return FindMethodAttribute(iso, object, name, result);
      case ObjectKind::kSuper:
        return FindSuperAttribute(iso, object, name, result);
      case ObjectKind::kGenericAlias:
        return FindAliasAttribute(iso, object, name, result);
      case ObjectKind::kWeakProxy:
      case ObjectKind::kWeakCallableProxy:
        return FindProxyAttribute(iso, object, name, result);
      default:
        break;
    }
  }
  return FindGenericAttribute(iso, object, name, result);
}

bool RaiseNoAttribute(Isolate* iso, Value object, Str* name) {
  std::string text;
  if (HasKind(object, ObjectKind::kType)) {
    text = std::string("type object '") + TypeFullName(object.As<Type>()) + "' has no attribute '" +
           Text(name) + "'";
  } else if (HasKind(object, ObjectKind::kModule)) {
    const auto* module = object.As<Module>();
    const std::string of = ModuleNameOf(iso, module);
    if (of.empty()) {
      text = "module has no attribute '" + Text(name) + "'";
    } else if (IsInitializing(iso, module)) {
      text = "partially initialized module '" + of + "' has no attribute '" + Text(name) +
             "' (most likely due to a circular import)";
    } else {
      text = "module '" + of + "' has no attribute '" + Text(name) + "'";
    }
  } else {
    text =
        std::string("'") + TypeName(iso, object) + "' object has no attribute '" + Text(name) + "'";
  }
  return RaiseAttributeError(iso, object, name, text);
}

Value GetAttr(Isolate* iso, Value object, Str* name) {
  Value result;
  if (Find(iso, object, name, &result)) {
    if (!result) RaiseNoAttribute(iso, object, name);
  } else {
    CompleteAttributeError(iso, object, name);
  }
  return result;
}

Value GetAttr(Isolate* iso, Value object, std::string_view name) {
  KRAIT_TRY(Str*, interned, Str::Intern(iso, name));
  return GetAttr(iso, object, interned);
}

bool LookupAttr(Isolate* iso, Value object, Str* name, Value* result) {
  if (Find(iso, object, name, result)) return true;
  *result = Value::Empty();
  return ClearPendingIf(iso, ExceptionId::kAttributeError);
}

bool StoreGenericAttribute(Isolate* iso, Value object, Str* name, Value v) {
  Type* type = TypeOf(iso, object);
  const Value descriptor = LookupOnType(iso, type, name);
  if (descriptor) {
    bool done;
    if (!StoreThroughDescriptor(iso, descriptor, object, v, &done)) return false;
    if (done) return true;
  }
  if (!type->has_dict || !object.IsHeap()) {
    return RaiseReadOnly(iso, object, name, static_cast<bool>(descriptor));
  }
  HeapObject* holder = object.AsHeap();
  if (v) return SetOwnAttribute(iso, holder, name, v);
  bool found;
  if (!DeleteOwnAttribute(iso, holder, name, &found)) return false;
  if (found) return true;
  return Raise(iso, ExceptionId::kAttributeError,
               HasKind(object, ObjectKind::kModule)
                   ? "module '" + ModuleNameOf(iso, object.As<Module>()) + "' has no attribute '" +
                         Text(name) + "'"
                   : std::string("'") + TypeName(iso, object) + "' object has no attribute '" +
                         Text(name) + "'");
}

bool StoreAttribute(Isolate* iso, Value object, Str* name, Value v) {
  if (object.IsHeap()) {
    switch (static_cast<ObjectKind>(object.AsHeap()->kind)) {
      case ObjectKind::kType:
        return StoreOnType(iso, object.As<Type>(), name, v);
      case ObjectKind::kGenericAlias:
        return StoreAliasAttribute(iso, object, name, v);
      case ObjectKind::kWeakProxy:
      case ObjectKind::kWeakCallableProxy: {
        HeapObject* target = object.As<WeakReference>()->target;
        if (target == nullptr) {
          return Raise(iso, ExceptionId::kReferenceError,
                       "weakly-referenced object no longer exists");
        }
        const Value referent = Value::Object(target);
        return v ? SetAttr(iso, referent, name, v) : DelAttr(iso, referent, name);
      }
      default:
        break;
    }
  }
  return StoreGenericAttribute(iso, object, name, v);
}

bool SetAttr(Isolate* iso, Value object, Str* name, Value value) {
  const Value writer = TypeSpecial(iso, TypeOf(iso, object), Special::kSetattr);
  if (!IsOverridden(writer, ObjectSetattr)) return StoreAttribute(iso, object, name, value);
  if (!iso->CheckStack()) return false;
  bool found;
  const Value arguments[] = {Value::Object(name), value};
  return static_cast<bool>(CallSpecial(iso, object, Special::kSetattr, arguments, &found));
}

bool DelAttr(Isolate* iso, Value object, Str* name) {
  const Value writer = TypeSpecial(iso, TypeOf(iso, object), Special::kDelattr);
  if (!IsOverridden(writer, ObjectDelattr)) {
    return StoreAttribute(iso, object, name, Value::Empty());
  }
  if (!iso->CheckStack()) return false;
  bool found;
  const Value arguments[] = {Value::Object(name)};
  return static_cast<bool>(CallSpecial(iso, object, Special::kDelattr, arguments, &found));
}

Str* AttributeName(Isolate* iso, Value name) {
  if (!HasKind(name, ObjectKind::kStr)) {
    return RaiseF(iso, ExceptionId::kTypeError, "attribute name must be string, not '%.200s'",
                  TypeName(iso, name));
  }
  return Str::Intern(iso, name.As<Str>());
}

// --- object's own methods of this protocol; the kind of the receiver decides ---

Value ObjectGetattribute(Isolate* iso, Value* args, size_t) {
  KRAIT_TRY(Str*, name, AttributeName(iso, args[1]));
  Value result;
  KRAIT_CHECK_OK(FindAttribute(iso, args[0], name, &result));
  if (!result) RaiseNoAttribute(iso, args[0], name);
  return result;
}

Value ObjectSetattr(Isolate* iso, Value* args, size_t) {
  KRAIT_TRY(Str*, name, AttributeName(iso, args[1]));
  KRAIT_CHECK_OK(StoreAttribute(iso, args[0], name, args[2]));
  return Value::None();
}

Value ObjectDelattr(Isolate* iso, Value* args, size_t) {
  KRAIT_TRY(Str*, name, AttributeName(iso, args[1]));
  KRAIT_CHECK_OK(StoreAttribute(iso, args[0], name, Value::Empty()));
  return Value::None();
}

}  // namespace krait
