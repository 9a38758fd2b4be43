// Linking of attribute reads, writes and method loads.
//
// What an attribute of an instance means is decided by its class (descriptors, class attributes) and
// by its own slots. The shape guard covers both the class and the slots; the class attributes are
// covered by the cells that the look-up passed and by the class's hierarchy cell. Modules and classes
// as receivers are guarded by identity and read through the cell of the name.
#include <utility>
#include <vector>

#include "callsite/call_site.h"
#include "callsite/property_cell.h"
#include "runtime/collection/dict.h"
#include "runtime/collection/tuple.h"
#include "runtime/interpreter/interpreter.h"
#include "runtime/interpreter/script_call.h"
#include "runtime/interpreter/slow_paths.h"
#include "runtime/isolate.h"
#include "runtime/linkers/leaves.h"
#include "runtime/linkers/special_linker.h"
#include "runtime/object/attribute.h"
#include "runtime/object/checks.h"
#include "runtime/object/descriptors.h"
#include "runtime/object/errors.h"
#include "runtime/object/function.h"
#include "runtime/object/module.h"
#include "runtime/object/operations.h"
#include "runtime/object/shape.h"
#include "runtime/object/type.h"
#include "runtime/object/value_array.h"
#include "runtime/text/str.h"

namespace krait {

using callsite::CallSite;
using callsite::Guard;
using callsite::GuardedInvocation;
using callsite::HandleRef;
using callsite::HandleTable;
using callsite::ShapeOf;
using callsite::SiteState;
using callsite::SlotIndex;

namespace {

// Is the special method the one that `object` defines?
bool IsObjectDefault(Isolate* iso, Type* type, Special special) {
  return TypeSpecial(iso, type, special) ==
         TypeSpecial(iso, iso->type(ObjectKind::kObject), special);
}

SlotIndex SlotIndexOf(const Shape* shape, int slot) {
  // Word 0 behind the header is Instance::attributes.
  return slot < shape->inline_capacity ? slot + 1 : ~(slot - shape->inline_capacity);
}

enum class ClassAttribute : uint8_t {
  kAbsent,
  kValue,     // no descriptor: the value itself
  kMethod,    // a function or method descriptor: binds the receiver
  kProperty,  // a property whose getter is a script function
  kMember,    // a __slots__ member
  kOther,     // any other descriptor
};

ClassAttribute Classify(Isolate* iso, Value attribute) {
  if (!attribute) return ClassAttribute::kAbsent;
  if (!attribute.IsHeap()) return ClassAttribute::kValue;
  switch (static_cast<ObjectKind>(attribute.AsHeap()->kind)) {
    case ObjectKind::kFunction:
    case ObjectKind::kMethodDescriptor:
      return ClassAttribute::kMethod;
    case ObjectKind::kProperty:
      return HasKind(attribute.As<Property>()->getter, ObjectKind::kFunction) &&
                     IsExact(attribute, ObjectKind::kProperty)
                 ? ClassAttribute::kProperty
                 : ClassAttribute::kOther;
    case ObjectKind::kMemberDescriptor:
      return ClassAttribute::kMember;
    default:
      return TypeSpecial(iso, TypeOf(iso, attribute), Special::kGet) ||
                     TypeSpecial(iso, TypeOf(iso, attribute), Special::kSet) ||
                     TypeSpecial(iso, TypeOf(iso, attribute), Special::kDelete)
                 ? ClassAttribute::kOther
                 : ClassAttribute::kValue;
  }
}

// What the class of a receiver says of a name, and the cells that this depends on.
struct ClassLookup {
  Type* type;
  Value attribute;
  ClassAttribute what;
  bool foldable;  // the attribute's own cell has not become Mutable
  std::vector<PropertyCell*> cells;
};

ClassLookup LookUpClass(Isolate* iso, Value receiver, Str* name) {
  ClassLookup found;
  found.type = TypeOf(iso, receiver);
  found.attribute = LookupOnTypeWithCells(iso, found.type, name, &found.cells);
  found.what = Classify(iso, found.attribute);
  found.foldable = true;
  for (PropertyCell* cell : found.cells) {
    if (!cell->IsFoldable(iso->tick())) found.foldable = false;
  }
  if ((found.type->type_flags & kImmutable) == 0) {
    found.cells.push_back(TypeHierarchy(iso, found.type));
  }
  return found;
}

// Is the member a slot that instances of the class have? A class may hold the descriptor of another.
bool IsSlotOf(const MemberDescriptor* member, Type* type) {
  return member->slot >= 0 && IsSubtype(type, member->owner);
}

bool Install(Isolate* iso, CallSite& site, Guard guard, HandleRef handle,
             std::vector<PropertyCell*> cells) {
  GuardedInvocation link;
  link.guard = guard;
  link.handle = std::move(handle);
  link.cells = std::move(cells);
  return site.Link(iso->heap(), std::move(link));
}

// The slot of the name in a plain instance's shape, or kNoSlot. Requires kind kObject.
int OwnSlot(Isolate* iso, HeapObject* object, Str* name) {
  Shape* shape = iso->shape_of(object);
  return shape->IsDictionary() ? Shape::kNoSlot : shape->Find(iso, name);
}

bool IsShapedInstance(Isolate* iso, Value receiver) {
  return HasKind(receiver, ObjectKind::kObject) && !iso->shape_of(receiver.AsHeap())->IsDictionary();
}

// Could the receiver have an attribute of its own that the shape does not tell?
bool HasUnshapedAttributes(Isolate* iso, Value receiver) {
  if (!receiver.IsHeap() || HasKind(receiver, ObjectKind::kObject)) return false;
  return AttributesWord(iso, receiver.AsHeap()) != nullptr;
}

// module.name: read through the module's cell.
bool LinkModule(Isolate* iso, CallSite& site, Value receiver, Str* name) {
  if (!IsExact(receiver, ObjectKind::kModule)) return false;
  Dict* dict = receiver.As<Module>()->dict;
  PropertyCell* cell = dict->HasCells() ? dict->FindCell(name) : nullptr;
  if (cell == nullptr || cell->IsAbsent()) return false;
  ClassLookup on_type = LookUpClass(iso, receiver, name);
  if (on_type.what != ClassAttribute::kAbsent && on_type.what != ClassAttribute::kMethod) {
    return false;
  }
  return Install(iso, site, Guard::Identity(receiver), iso->interpreter().handles().GetCell(cell),
                 {});
}

// Class.name for attributes that are not bound: functions, plain values.
bool LinkClass(Isolate* iso, CallSite& site, Value receiver, Str* name) {
  if (!HasKind(receiver, ObjectKind::kType)) return false;
  Type* type = receiver.As<Type>();
  ClassLookup on_metatype = LookUpClass(iso, receiver, name);
  if (on_metatype.what != ClassAttribute::kAbsent ||
      TypeSpecial(iso, on_metatype.type, Special::kGetattribute) !=
          TypeSpecial(iso, iso->type(ObjectKind::kType), Special::kGetattribute)) {
    return false;
  }
  std::vector<PropertyCell*> cells;
  const Value attribute = LookupOnTypeWithCells(iso, type, name, &cells);
  const ClassAttribute what = Classify(iso, attribute);
  if (what != ClassAttribute::kValue && what != ClassAttribute::kMethod) return false;
  if (what == ClassAttribute::kMethod && !HasKind(attribute, ObjectKind::kFunction)) return false;
  for (PropertyCell* cell : cells) {
    if (!cell->IsFoldable(iso->tick())) return false;
  }
  cells.insert(cells.end(), on_metatype.cells.begin(), on_metatype.cells.end());
  if ((type->type_flags & kImmutable) == 0) cells.push_back(TypeHierarchy(iso, type));
  return Install(iso, site, Guard::Identity(receiver),
                 iso->interpreter().handles().Constant(attribute), std::move(cells));
}

// The class's own __getattribute__ or __setattr__, when it is a script function.
bool LinkHook(Isolate* iso, CallSite& site, Value receiver, Special special, FrameKind kind) {
  SpecialLookup lookup(iso);
  const Value hook = lookup.Find(TypeOf(iso, receiver), special);
  return IsScript(hook) &&
         lookup.Link(site, Guard::Shape(ShapeOf(receiver)), hook, {kind, kReads});
}

// The class has no such attribute, the instance neither, but there is a __getattr__.
bool LinkGetattr(Isolate* iso, CallSite& site, Value receiver, ClassLookup& found) {
  std::vector<PropertyCell*> cells = std::move(found.cells);
  const Value hook = LookupOnTypeWithCells(iso, found.type,
                                           iso->special_name(Special::kGetattr), &cells);
  if (!IsScript(hook)) return false;
  for (PropertyCell* cell : cells) {
    if (!cell->IsFoldable(iso->tick())) return false;
  }
  const SpecialUse use = {FrameKind::kAttribute, kLastHope};
  return Install(iso, site, Guard::Shape(ShapeOf(receiver)),
                 iso->interpreter().handles().Special(hook.AsHeap(), use.Encode()),
                 std::move(cells));
}

// A descriptor of the class whose own class has the special method as a script function. The shape
// rules out an attribute of the instance that might come before it.
bool LinkDescriptor(Isolate* iso, CallSite& site, Value receiver, Str* name, ClassLookup& found,
                    Special special, FrameKind kind) {
  if (!found.foldable || !IsShapedInstance(iso, receiver) ||
      OwnSlot(iso, receiver.AsHeap(), name) != Shape::kNoSlot) {
    return false;
  }
  Type* type = TypeOf(iso, found.attribute);
  std::vector<PropertyCell*> cells = std::move(found.cells);
  const Value method =
      LookupOnTypeWithCells(iso, type, iso->special_name(special), &cells);
  if (!IsScript(method)) return false;
  for (PropertyCell* cell : cells) {
    if (!cell->IsFoldable(iso->tick())) return false;
  }
  cells.push_back(TypeHierarchy(iso, type));
  const SpecialUse use = {kind, kDescriptor};
  return Install(iso, site, Guard::Shape(ShapeOf(receiver)),
                 iso->interpreter().handles().Special(found.attribute.AsHeap(), use.Encode()),
                 std::move(cells));
}

bool LinkGetAttr(Isolate* iso, CallSite& site, Value receiver, Str* name) {
  if (LinkModule(iso, site, receiver, name) || LinkClass(iso, site, receiver, name)) return true;
  ClassLookup found = LookUpClass(iso, receiver, name);
  if (!IsObjectDefault(iso, found.type, Special::kGetattribute)) {
    return LinkHook(iso, site, receiver, Special::kGetattribute, FrameKind::kAttribute);
  }
  HandleTable& handles = iso->interpreter().handles();
  const Guard guard = Guard::Shape(ShapeOf(receiver));
  if (found.what == ClassAttribute::kProperty) {
    if (!found.foldable || HasUnshapedAttributes(iso, receiver)) return false;
    return Install(iso, site, guard,
                   handles.GetProperty(found.attribute.As<Property>()->getter.AsHeap()),
                   std::move(found.cells));
  }
  if (found.what == ClassAttribute::kMember) {
    const auto* member = found.attribute.As<MemberDescriptor>();
    if (!found.foldable || !IsShapedInstance(iso, receiver) || !IsSlotOf(member, found.type)) {
      return false;
    }
    const Shape* shape = iso->shape_of(receiver.AsHeap());
    return Install(iso, site, guard, handles.GetSlot(SlotIndexOf(shape, member->slot)),
                   std::move(found.cells));
  }
  if (found.what == ClassAttribute::kOther) {
    return LinkDescriptor(iso, site, receiver, name, found, Special::kGet, FrameKind::kAttribute);
  }
  if (IsShapedInstance(iso, receiver)) {
    const int slot = OwnSlot(iso, receiver.AsHeap(), name);
    if (slot != Shape::kNoSlot) {
      return Install(iso, site, guard,
                     handles.GetSlot(SlotIndexOf(iso->shape_of(receiver.AsHeap()), slot)),
                     std::move(found.cells));
    }
    if (found.what == ClassAttribute::kValue && found.foldable) {
      return Install(iso, site, guard, handles.Constant(found.attribute), std::move(found.cells));
    }
    if (found.what == ClassAttribute::kAbsent) return LinkGetattr(iso, site, receiver, found);
  }
  return false;
}

bool LinkSetAttr(Isolate* iso, CallSite& site, Value receiver, Str* name) {
  if (!IsShapedInstance(iso, receiver)) return false;
  ClassLookup found = LookUpClass(iso, receiver, name);
  if (!IsObjectDefault(iso, found.type, Special::kSetattr)) {
    return LinkHook(iso, site, receiver, Special::kSetattr, FrameKind::kDiscard);
  }
  HandleTable& handles = iso->interpreter().handles();
  Shape* shape = iso->shape_of(receiver.AsHeap());
  const Guard guard = Guard::Shape(shape->id);
  if (found.what == ClassAttribute::kMember) {
    const auto* member = found.attribute.As<MemberDescriptor>();
    if (!found.foldable || !IsSlotOf(member, found.type) ||
        member->slot >= shape->inline_capacity) {
      return false;
    }
    return Install(iso, site, guard, handles.SetSlot(SlotIndexOf(shape, member->slot)),
                   std::move(found.cells));
  }
  if (found.what == ClassAttribute::kProperty && found.foldable &&
      IsScript(found.attribute.As<Property>()->setter)) {
    const SpecialUse use = {FrameKind::kDiscard, kAccessor};
    return Install(iso, site, guard,
                   handles.Special(found.attribute.As<Property>()->setter.AsHeap(), use.Encode()),
                   std::move(found.cells));
  }
  if (found.what == ClassAttribute::kProperty) return false;
  if (found.what == ClassAttribute::kOther) {
    return LinkDescriptor(iso, site, receiver, name, found, Special::kSet, FrameKind::kDiscard);
  }
  if (!found.type->has_dict) return false;
  const int slot = shape->Find(iso, name);
  if (slot != Shape::kNoSlot) {
    if (slot >= shape->inline_capacity) return false;
    return Install(iso, site, guard, handles.SetSlot(SlotIndexOf(shape, slot)),
                   std::move(found.cells));
  }
  if (shape->slot_count >= shape->inline_capacity) return false;
  Shape* next = shape->Add(iso, name);
  if (next == nullptr) return false;
  return Install(iso, site, guard, handles.AddSlot(SlotIndexOf(next, next->slot_count - 1), next),
                 std::move(found.cells));
}

// True when a link was installed that pushes the method and its receiver.
bool LinkLoadMethod(Isolate* iso, CallSite& site, Value receiver, Str* name) {
  if (LinkModule(iso, site, receiver, name)) return true;
  ClassLookup found = LookUpClass(iso, receiver, name);
  if (found.what != ClassAttribute::kMethod || !found.foldable ||
      !IsObjectDefault(iso, found.type, Special::kGetattribute)) {
    return false;
  }
  if (HasUnshapedAttributes(iso, receiver)) return false;
  if (HasKind(receiver, ObjectKind::kObject) &&
      (!IsShapedInstance(iso, receiver) ||
       OwnSlot(iso, receiver.AsHeap(), name) != Shape::kNoSlot)) {
    return false;
  }
  return Install(iso, site, Guard::Shape(ShapeOf(receiver)),
                 iso->interpreter().handles().Constant(found.attribute), std::move(found.cells));
}

// Reads through a linked entry; Empty when the entry cannot tell (an unset slot, a deleted name).
Value ReadLinked(const callsite::MethodHandle* handle, Value receiver) {
  switch (handle->kind()) {
    case callsite::HandleKind::kGetSlot: {
      HeapObject* object = receiver.AsHeap();
      if (handle->index() >= 0) return reinterpret_cast<Value*>(object)[handle->index() + 1];
      return static_cast<ValueArray*>(static_cast<Instance*>(object)->attributes)
          ->slots[~handle->index()];
    }
    case callsite::HandleKind::kConstant:
      return handle->value();
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
    if (IsScript(get) && (IsDataDescriptor(iso, attribute) ||
                          !GetOwnAttribute(iso, object.AsHeap(), name))) {
      return EnterScript(iso, get, {attribute, object, Value::Object(type)},
                         FrameKind::kAttribute, object, key, kReads);
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

}  // namespace

Value AttributeFailed(Isolate* iso, Value object, Str* name, uint8_t role) {
  if (!PendingIs(iso, ExceptionId::kAttributeError)) return Value();
  if (role == kReads) {
    const Value hook = LookupSpecial(iso, object, Special::kGetattr);
    if (hook) {
      const Value key = Value::Object(name);
      iso->set_pending(Value());
      if (IsScript(hook)) {
        return EnterScript(iso, hook, {object, key}, FrameKind::kAttribute, object, key,
                           kLastHope);
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
  return handle != nullptr ? ReadLinked(handle, module) : Value();
}

Value GetAttrSlow(Isolate* iso, CallSite& site, Value object, Str* name) {
  if (site.state() != SiteState::kMegamorphic) {
    if (const callsite::MethodHandle* handle = site.Find(object, Value())) {
      const Value v = ReadLinked(handle, object);
      if (v) return v;
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

namespace {

// The class's own __delattr__, or the deleter of a property.
bool LinkDelAttr(Isolate* iso, CallSite& site, Value receiver, Str* name) {
  Type* type = TypeOf(iso, receiver);
  if (!IsObjectDefault(iso, type, Special::kDelattr)) {
    return LinkHook(iso, site, receiver, Special::kDelattr, FrameKind::kDiscard);
  }
  ClassLookup found = LookUpClass(iso, receiver, name);
  if (!found.foldable || !IsShapedInstance(iso, receiver)) return false;
  HandleTable& handles = iso->interpreter().handles();
  HandleRef handle = handles.Native(&kProtocolLeaf);
  if (IsExact(found.attribute, ObjectKind::kProperty) &&
      IsScript(found.attribute.As<Property>()->deleter)) {
    const SpecialUse use = {FrameKind::kDiscard, kAccessor};
    handle = handles.Special(found.attribute.As<Property>()->deleter.AsHeap(), use.Encode());
  }
  return Install(iso, site, Guard::Shape(ShapeOf(receiver)), std::move(handle),
                 std::move(found.cells));
}

}  // namespace

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
    if (handle != nullptr) {
      const Value v = ReadLinked(handle, object);
      if (v) {
        window[0] = v;
        window[1] = handle->kind() == callsite::HandleKind::kConstant ? object : Value();
        return true;
      }
    }
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
