// The slow paths of attribute instructions: through what the site is linked to, or by the
// language's protocol. Script functions on the way are entered by the loop that called.

#include "callsite/call_site.h"
#include "callsite/property_cell.h"
#include "runtime/interpreter/attribute_reading.h"
#include "runtime/interpreter/interpreter.h"
#include "runtime/interpreter/script_call.h"
#include "runtime/interpreter/slow_paths.h"
#include "runtime/isolate.h"
#include "runtime/linkers/attribute_linker.h"
#include "runtime/linkers/leaves.h"
#include "runtime/linkers/special_linker.h"
#include "runtime/object/attribute.h"
#include "runtime/object/checks.h"
#include "runtime/object/descriptors.h"
#include "runtime/object/errors.h"
#include "runtime/object/function.h"
#include "runtime/object/operations.h"
#include "runtime/object/shape.h"
#include "runtime/object/super.h"
#include "runtime/object/type.h"
#include "runtime/object/value_array.h"
#include "runtime/text/str.h"

namespace krait {

using callsite::CallSite;
using callsite::Guard;
using callsite::ShapeOf;
using callsite::SiteState;

namespace {

// What the class has, for a receiver: the value, and what is passed in front of the arguments of a
// call to it (Empty: nothing).
struct Method {
  Value function;
  Value self;
};

Method MethodOf(Isolate* iso, const callsite::MethodHandle* handle, Value receiver) {
  switch (static_cast<Binding>(handle->index())) {
    case Binding::kNone:
      return {handle->value(), Value()};
    case Binding::kReceiver:
      return {handle->value(), receiver};
    case Binding::kClass:
      return {handle->value(), Value::Object(TypeOf(iso, receiver))};
    case Binding::kComputed:
      return {handle->value().As<GetSetDescriptor>()->property->get(iso, receiver), Value()};
  }
  return {};
}

// super().name; without a function: the attribute is no method.
Method SuperMethod(Isolate* iso, const Super* super, Str* name) {
  if (super->object_type == nullptr || name == iso->names().dunder_class) return {};
  const Value attribute = SuperLookup(iso, super->type, super->object_type, name);
  const Value cls = Value::Object(super->object_type);
  switch (Classify(iso, attribute)) {
    case ClassAttribute::kMethod:
      return {attribute, super->object == cls ? Value() : super->object};
    case ClassAttribute::kStatic:
      return {Held(attribute), Value()};
    case ClassAttribute::kClass:
      return {Held(attribute), cls};
    default:
      return {};
  }
}

// Reads through a linked entry; Empty when the entry cannot tell (an unset slot, a deleted name).
Value ReadLinked(Isolate* iso, const callsite::MethodHandle* handle, Value receiver) {
  switch (handle->kind()) {
    case callsite::HandleKind::kGetSlot: {
      HeapObject* object = receiver.AsHeap();
      if (handle->index() >= 0) return reinterpret_cast<Value*>(object)[handle->index() + 1];
      return static_cast<ValueArray*>(static_cast<Instance*>(object)->attributes)
          ->slots[~handle->index()];
    }
    case callsite::HandleKind::kConstant: {
      const Method method = MethodOf(iso, handle, receiver);
      if (!method.self) return method.function;
      // The owner matters to nothing but a classmethod, which is bound already.
      return BindDescriptor(iso, method.function, method.self, TypeOf(iso, receiver));
    }
    case callsite::HandleKind::kGetCell:
      return handle->value().As<PropertyCell>()->value;
    default:
      return Value();
  }
}

// Is the attribute protocol of the object that of plain instances (attribute.h FindAttribute)?
bool HasPlainProtocol(Value object) {
  if (!IsScriptInstance(object)) return false;
  switch (static_cast<ObjectKind>(object.AsHeap()->kind)) {
    case ObjectKind::kType:
    case ObjectKind::kModule:
    case ObjectKind::kSuper:
      return false;
    default:
      return true;
  }
}

}  // namespace

Reading ReadingOf(Isolate* iso, Value object, Str* name, Value* v) {
  if (!HasPlainProtocol(object)) return Reading::kNative;
  Type* type = TypeOf(iso, object);
  if (!IsObjectDefault(iso, type, Special::kGetattribute)) {
    return IsScript(TypeSpecial(iso, type, Special::kGetattribute)) ? Reading::kScript
                                                                    : Reading::kNative;
  }
  const Value attribute = LookupOnType(iso, type, name);
  const auto own = [&] { return GetOwnAttribute(iso, object.AsHeap(), name); };
  switch (Classify(iso, attribute)) {
    case ClassAttribute::kProperty:
      return Reading::kScript;
    case ClassAttribute::kAbsent: {
      if ((*v = own())) return Reading::kFound;
      const Value hook = TypeSpecial(iso, type, Special::kGetattr);
      return !hook ? Reading::kAbsent : IsScript(hook) ? Reading::kScript : Reading::kNative;
    }
    case ClassAttribute::kValue:
      if (!(*v = own())) *v = attribute;
      return Reading::kFound;
    case ClassAttribute::kMethod:
      return (*v = own()) ? Reading::kFound : Reading::kMethod;
    case ClassAttribute::kOther:
      return IsScript(LookupSpecial(iso, attribute, Special::kGet)) &&
                     (IsDataDescriptor(iso, attribute) || !own())
                 ? Reading::kScript
                 : Reading::kNative;
    default:
      return Reading::kNative;
  }
}

bool IsReadByScript(Isolate* iso, Value object, Str* name) {
  Value v;
  return ReadingOf(iso, object, name, &v) == Reading::kScript;
}

Value ReadAttribute(Isolate* iso, Value object, Str* name) {
  if (!HasPlainProtocol(object)) return GetAttr(iso, object, name);
  Type* type = TypeOf(iso, object);
  const Value key = Value::Object(name);
  const Value reader = TypeSpecial(iso, type, Special::kGetattribute);
  if (IsScript(reader)) {
    return EnterScript(iso, reader, {object, key}, FrameKind::kAttribute, object, key, kReads);
  }
  if (!IsObjectDefault(iso, type, Special::kGetattribute)) return GetAttr(iso, object, name);
  const Value attribute = LookupOnType(iso, type, name);
  const ClassAttribute what = Classify(iso, attribute);
  if (what == ClassAttribute::kProperty) {
    return EnterScript(iso, attribute.As<Property>()->getter, {object}, FrameKind::kAttribute,
                       object, key, kReads);
  }
  if (what == ClassAttribute::kAbsent) {
    const Value hook = TypeSpecial(iso, type, Special::kGetattr);
    if (IsScript(hook) && !GetOwnAttribute(iso, object.AsHeap(), name)) {
      return EnterScript(iso, hook, {object, key}, FrameKind::kAttribute, object, key, kLastHope);
    }
  }
  if (what == ClassAttribute::kOther) {
    const Value get = LookupSpecial(iso, attribute, Special::kGet);
    if (IsScript(get) &&
        (IsDataDescriptor(iso, attribute) || !GetOwnAttribute(iso, object.AsHeap(), name))) {
      return EnterScript(iso, get, {attribute, object, Value::Object(type)}, FrameKind::kAttribute,
                         object, key, kReads);
    }
  }
  return GetAttr(iso, object, name);
}

bool WriteAttribute(Isolate* iso, Value object, Str* name, Value v) {
  if (HasPlainProtocol(object)) {
    Type* type = TypeOf(iso, object);
    const Value key = Value::Object(name);
    const Special special = v ? Special::kSetattr : Special::kDelattr;
    const Value writer = TypeSpecial(iso, type, special);
    if (IsScript(writer)) {
      return v ? EnterScript(iso, writer, {object, key, v}, FrameKind::kDiscard)
               : EnterScript(iso, writer, {object, key}, FrameKind::kDiscard);
    }
    const Value attribute =
        IsObjectDefault(iso, type, special) ? LookupOnType(iso, type, name) : Value();
    if (IsExact(attribute, ObjectKind::kProperty)) {
      const auto* property = attribute.As<Property>();
      if (v && IsScript(property->setter)) {
        return EnterScript(iso, property->setter, {object, v}, FrameKind::kDiscard);
      }
      if (!v && IsScript(property->deleter)) {
        return EnterScript(iso, property->deleter, {object}, FrameKind::kDiscard);
      }
    } else if (HasKind(attribute, ObjectKind::kObject)) {
      const Value set = LookupSpecial(iso, attribute, v ? Special::kSet : Special::kDelete);
      if (IsScript(set)) {
        return v ? EnterScript(iso, set, {attribute, object, v}, FrameKind::kDiscard)
                 : EnterScript(iso, set, {attribute, object}, FrameKind::kDiscard);
      }
    }
  }
  return v ? SetAttr(iso, object, name, v) : DelAttr(iso, object, name);
}

namespace {

// Enters what the site is linked to for a read, if that is a script function.
bool EnterReader(Isolate* iso, const callsite::MethodHandle* handle, Value object, Str* name) {
  const Value key = Value::Object(name);
  if (handle->kind() == callsite::HandleKind::kGetProperty) {
    EnterScript(iso, handle->value(), {object}, FrameKind::kAttribute, object, key, kReads);
    return true;
  }
  if (handle->kind() != callsite::HandleKind::kSpecial) return false;
  if (SpecialUse::Of(handle->index()).role == kDescriptor) {
    const Value get = LookupSpecial(iso, handle->value(), Special::kGet);
    if (!IsScript(get)) return false;
    EnterScript(iso, get, {handle->value(), object, Value::Object(TypeOf(iso, object))},
                FrameKind::kAttribute, object, key, kReads);
    return true;
  }
  EnterScript(iso, handle->value(), {object, key}, FrameKind::kAttribute, object, key,
              SpecialUse::Of(handle->index()).role);
  return true;
}

// Enters the script function that a store is linked to.
bool EnterWriter(Isolate* iso, const callsite::MethodHandle* handle, Value object, Str* name,
                 Value v) {
  const Value function = handle->value();
  switch (SpecialUse::Of(handle->index()).role) {
    case kAccessor:
      return EnterScript(iso, function, {object, v}, FrameKind::kDiscard);
    case kDescriptor: {
      const Value set = LookupSpecial(iso, function, Special::kSet);
      if (!IsScript(set)) return WriteAttribute(iso, object, name, v);
      return EnterScript(iso, set, {function, object, v}, FrameKind::kDiscard);
    }
    default:
      return EnterScript(iso, function, {object, Value::Object(name), v}, FrameKind::kDiscard);
  }
}

bool LoadLinked(Isolate* iso, const callsite::MethodHandle* handle, Value object, Str* name,
                Value* window) {
  Method method;
  if (handle->kind() == callsite::HandleKind::kConstant) {
    method = MethodOf(iso, handle, object);
  } else if (handle->kind() == callsite::HandleKind::kNative) {
    method = SuperMethod(iso, object.As<Super>(), name);
  } else {
    method.function = ReadLinked(iso, handle, object);
  }
  if (!method.function) return false;
  window[0] = method.function;
  window[1] = method.self;
  return true;
}

}  // namespace

Value AttributeFailed(Isolate* iso, Value object, Str* name, uint8_t role) {
  if (!PendingIs(iso, ExceptionId::kAttributeError)) return Value();
  if (role == kReads) {
    const Value hook = LookupSpecial(iso, object, Special::kGetattr);
    if (hook) {
      const Value key = Value::Object(name);
      iso->set_pending(Value());
      if (IsScript(hook)) {
        return EnterScript(iso, hook, {object, key}, FrameKind::kAttribute, object, key, kLastHope);
      }
      bool found;
      return CallSpecial(iso, object, Special::kGetattr, {&key, 1}, &found);
    }
  }
  CompleteAttributeError(iso, object, name);
  return Value();
}

Value LinkedModuleAttribute(Isolate* iso, CallSite& site, Value module, Str* name) {
  if (site.state() == SiteState::kMegamorphic) return Value();
  const callsite::MethodHandle* handle = site.Find(module, Value());
  if (handle == nullptr && LinkModule(iso, site, module, name)) handle = site.Find(module, Value());
  return handle != nullptr ? ReadLinked(iso, handle, module) : Value();
}

Value GetAttrSlow(Isolate* iso, CallSite& site, Value object, Str* name) {
  if (site.state() != SiteState::kMegamorphic) {
    if (const callsite::MethodHandle* handle = site.Find(object, Value())) {
      const Value v = ReadLinked(iso, handle, object);
      if (v || iso->HasPending()) return v;
      if (EnterReader(iso, handle, object, name)) return Value();
    } else if (!LinkGetAttr(iso, site, object, name)) {
      site.LinkFailed();
    }
  }
  return ReadAttribute(iso, object, name);
}

bool SetAttrSlow(Isolate* iso, CallSite& site, Value object, Str* name, Value v) {
  if (site.state() != SiteState::kMegamorphic) {
    if (const callsite::MethodHandle* handle = site.Find(object, Value())) {
      if (handle->kind() == callsite::HandleKind::kSpecial) {
        return EnterWriter(iso, handle, object, name, v);
      }
      HeapObject* holder = object.AsHeap();
      reinterpret_cast<Value*>(holder)[handle->index() + 1] = v;
      if (handle->kind() == callsite::HandleKind::kAddSlot) {
        holder->shape = handle->value().As<Shape>()->id;
      }
      iso->Barrier(holder);
      return true;
    }
    if (!LinkSetAttr(iso, site, object, name)) site.LinkFailed();
  }
  return WriteAttribute(iso, object, name, v);
}

bool DelAttrSlow(Isolate* iso, CallSite& site, Value object, Str* name) {
  if (site.state() != SiteState::kMegamorphic && site.Find(object, Value()) == nullptr &&
      !LinkDelAttr(iso, site, object, name)) {
    site.LinkFailed();
  }
  return WriteAttribute(iso, object, name, Value());
}

bool LoadMethodSlow(Isolate* iso, CallSite& site, Value object, Str* name, Value* window) {
  if (site.state() != SiteState::kMegamorphic) {
    const callsite::MethodHandle* handle = site.Find(object, Value());
    if (handle == nullptr) {
      if (LinkLoadMethod(iso, site, object, name)) {
        handle = site.Find(object, Value());
      } else {
        site.LinkFailed();
      }
    }
    if (handle != nullptr && LoadLinked(iso, handle, object, name, window)) return true;
    if (iso->HasPending()) return false;
  } else {
    // Megamorphic: no link, but still no bound method when a plain one is found.
    Type* type = TypeOf(iso, object);
    if (IsObjectDefault(iso, type, Special::kGetattribute)) {
      const Value attribute = LookupOnType(iso, type, name);
      if (Classify(iso, attribute) == ClassAttribute::kMethod &&
          (!object.IsHeap() || !GetOwnAttribute(iso, object.AsHeap(), name))) {
        window[0] = attribute;
        window[1] = object;
        return true;
      }
    }
  }
  const Value v = ReadAttribute(iso, object, name);
  window[1] = Value();  // whether it was found now, or a frame is going to find it
  if (!v) return false;
  window[0] = v;
  return true;
}

}  // namespace krait
